package org.sallyport.dataplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.sallyport.dataplane.Bytes.ascii;
import static org.sallyport.dataplane.Bytes.expect;
import static org.sallyport.dataplane.Bytes.expectEnd;
import static org.sallyport.dataplane.Bytes.send;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sallyport.core.port.PortKind;
import org.sallyport.dataplane.counter.Counters.Count;
import org.sallyport.dataplane.listing.OpenStream;

/// Streams under load, and how they end.
@Timeout(60)
final class SpliceIT {
  /// What the kernel holds between us and a peer that does not read (`net.core.wmem_default` for
  /// the unix socket), and what we hold ourselves: the limit and one read.
  private static final long HELD_AT_MOST = 4 * 212_992 + 4 * 65_536;

  /// More than all kernel buffers of a TCP connection on loopback together.
  private static final int MUCH = 24 << 20;

  /// After so long without a byte the gateway has stopped reading.
  private static final Duration PAUSE = Duration.ofMillis(200);

  private static final int MORE_THAN_ONE_READ = 80_000;

  private static final Executor BACKGROUND = task -> Thread.ofVirtual().start(task);

  private Lab lab;
  private Socket client;
  private FakeTor.Conversation stream;

  @BeforeEach
  void openStream() throws IOException {
    lab = Lab.of(PortKind.TRANS);
    lab.meant = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.7"), 80);
    client = new Socket();
    client.setSoTimeout(Lab.CLIENT_TIMEOUT_MILLIS);
    client.setReceiveBufferSize(16_384);
    client.connect(
        new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), lab.number(PortKind.TRANS)));
    stream = lab.tor.accept().succeed();
  }

  @AfterEach
  void nothingStaysOpen() throws IOException {
    client.close();
    stream.close();
    await().atMost(Duration.ofSeconds(10)).until(() -> lab.dataPlane.openStreams() == 0);
    lab.close();
  }

  @Test
  void keepsTheOtherDirectionOpenWhenTheApplicationHasEnded() throws Exception {
    send(client, ascii("question"));
    client.shutdownOutput();
    assertThat(stream.readText(8)).isEqualTo("question");
    stream.expectEnd();
    stream.write("a late answer");
    expect(client, ascii("a late answer"));
    stream.close();
    expectEnd(client);
  }

  @Test
  void keepsTheOtherDirectionOpenWhenTorHasEnded() throws Exception {
    stream.write("banner");
    stream.shutdownOutput();
    expect(client, ascii("banner"));
    expectEnd(client);
    send(client, ascii("a late question"));
    assertThat(stream.readText(15)).isEqualTo("a late question");
    client.shutdownOutput();
    stream.expectEnd();
  }

  @Test
  void stopsReadingFromAnApplicationWhenTorDoesNotRead() throws Exception {
    byte[] much = random(MUCH);
    var writing =
        CompletableFuture.runAsync(
            () -> {
              try {
                send(client, much);
                client.shutdownOutput();
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            },
            BACKGROUND);
    staysBelow(Count.BYTES_UP);
    assertThat(writing).isNotDone();
    assertThat(Arrays.equals(stream.read(MUCH), much)).as("every byte in order").isTrue();
    stream.expectEnd();
    writing.get();
  }

  @Test
  void holdsNoMoreWhenTheApplicationHasAlreadyEnded() throws Exception {
    client.setSendBufferSize(4 << 20);
    byte[] some = random(2 << 20);
    CompletableFuture<Void> writing =
        CompletableFuture.runAsync(
            () -> {
              try {
                send(client, some);
                client.shutdownOutput();
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            },
            BACKGROUND);
    staysBelow(Count.BYTES_UP);
    assertThat(Arrays.equals(stream.read(some.length), some)).isTrue();
    stream.expectEnd();
    writing.get();
  }

  @Test
  void stopsReadingFromTorWhenTheApplicationDoesNotRead() throws Exception {
    byte[] much = random(MUCH);
    var writing =
        CompletableFuture.runAsync(
            () -> {
              try {
                stream.write(much);
                stream.shutdownOutput();
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            },
            BACKGROUND);
    await()
        .during(Duration.ofMillis(1_500))
        .atMost(Duration.ofSeconds(10))
        .until(() -> {
          long moved = lab.counters().count(Count.BYTES_DOWN);
          assertThat(moved).isLessThan(MUCH / 4);
          return moved > 0;
        });
    assertThat(writing).isNotDone();
    assertThat(Arrays.equals(client.getInputStream().readNBytes(MUCH), much)).isTrue();
    expectEnd(client);
    writing.get();
  }

  @Test
  void endsTheUpstreamWhenTheApplicationAborts() throws Exception {
    client.setSoLinger(true, 0);
    client.close();
    stream.expectEnd();
  }

  @Test
  void endsInOrderWhenTorClosesWithoutHavingReadEverything() throws Exception {
    send(client, ascii("two"));
    stream.read(1);
    stream.write("answer");
    stream.close();
    expect(client, ascii("answer"));
    expectEnd(client);
    send(client, ascii("more"));
    client.shutdownOutput();
  }

  @Test
  void deliversWhatTorSentBeforeItClosed() throws Exception {
    byte[] some = random(1 << 20);
    var writing =
        CompletableFuture.runAsync(
            () -> {
              try {
                stream.write(some);
                stream.close();
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            },
            BACKGROUND);
    assertThat(Arrays.equals(client.getInputStream().readNBytes(some.length), some)).isTrue();
    expectEnd(client);
    writing.get();
  }

  @Test
  void deliversTheLastWordsOfATorThatReadsNoMore() throws Exception {
    byte[] much = random(MUCH);
    var writing =
        CompletableFuture.runAsync(
            () -> {
              try {
                stream.write(much);
                stream.close();
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            },
            BACKGROUND);
    byte[] heard = new byte[MUCH];
    int at = 0;
    while (at < MUCH) {
      send(client, ascii("still talking"));
      at += client.getInputStream().readNBytes(heard, at, Math.min(65_536, MUCH - at));
    }
    assertThat(Arrays.equals(heard, much)).isTrue();
    writing.get();
  }

  @Test
  void losesNothingWhenTorEndsWhileTheApplicationDoesNotRead() throws Exception {
    byte[] down = fillDownwards();
    stream.shutdownOutput();
    assertThat(Arrays.equals(client.getInputStream().readNBytes(down.length), down)).isTrue();
    expectEnd(client);
    send(client, ascii("a late question"));
    assertThat(stream.readText(15)).isEqualTo("a late question");
    client.shutdownOutput();
    stream.expectEnd();
  }

  @Test
  void losesNothingWhenTheApplicationEndsWhileItDoesNotRead() throws Exception {
    byte[] down = fillDownwards();
    send(client, ascii("question"));
    client.shutdownOutput();
    assertThat(stream.readText(8)).isEqualTo("question");
    stream.expectEnd();
    assertThat(Arrays.equals(client.getInputStream().readNBytes(down.length), down)).isTrue();
    stream.write("more");
    expect(client, ascii("more"));
    stream.close();
    expectEnd(client);
  }

  @Test
  void losesNothingThatComesLongAfterTheApplicationHasEnded() throws Exception {
    client.shutdownOutput();
    stream.expectEnd();
    for (int turn = 0; turn < 3; turn++) {
      byte[] down = fillDownwards();
      assertThat(Arrays.equals(client.getInputStream().readNBytes(down.length), down)).isTrue();
    }
    stream.close();
    expectEnd(client);
  }

  @Test
  void losesNothingWhenTheApplicationEndsWhileTorDoesNotRead() throws Exception {
    byte[] up = fillUpwards();
    client.shutdownOutput();
    stream.write("answer meanwhile");
    expect(client, ascii("answer meanwhile"));
    assertThat(Arrays.equals(stream.read(up.length), up)).isTrue();
    stream.expectEnd();
    stream.write("a late answer");
    expect(client, ascii("a late answer"));
    stream.close();
    expectEnd(client);
  }

  @Test
  void losesNothingWhenBothEndAndNeitherReads() throws Exception {
    byte[] down = fillDownwards();
    byte[] up = fillUpwards();
    stream.shutdownOutput();
    client.shutdownOutput();
    assertThat(Arrays.equals(stream.read(up.length), up)).isTrue();
    stream.expectEnd();
    assertThat(Arrays.equals(client.getInputStream().readNBytes(down.length), down)).isTrue();
    expectEnd(client);
  }

  @Test
  void endsWhenTheApplicationAbortsWhileNeitherReads() throws Exception {
    byte[] _ = fillDownwards();
    byte[] up = fillUpwards();
    stream.shutdownOutput();
    client.setSoLinger(true, 0);
    client.close();
    byte[] heard = stream.readToEnd();
    assertThat(up).startsWith(heard);
  }

  @Test
  void endsWhenTorIsGoneWhileTheApplicationDoesNotRead() throws Exception {
    byte[] down = fillDownwards();
    stream.close();
    assertThat(Arrays.equals(client.getInputStream().readNBytes(down.length), down)).isTrue();
    expectEnd(client);
  }

  @Test
  void countsWhatItCarried() throws Exception {
    send(client, ascii("up"));
    stream.readText(2);
    stream.write("down");
    expect(client, ascii("down"));
    client.close();
    stream.expectEnd();
    stream.close();
    lab.compartment.close();
    assertThat(lab.counters().count(Count.BYTES_UP)).isEqualTo(2);
    assertThat(lab.counters().count(Count.BYTES_DOWN)).isEqualTo(4);
    assertThat(lab.counters().count(Count.STREAMS_OPENED)).isEqualTo(1);
    assertThat(lab.counters().openStreams()).isZero();
  }

  private byte[] fillDownwards() throws IOException {
    return fill(stream::write, OpenStream::bytesReceived);
  }

  private byte[] fillUpwards() throws IOException {
    return fill(chunk -> send(client, chunk), OpenStream::bytesSent);
  }

  /// Sends until the gateway reads no more: what is left in the kernel fits into its buffer with
  /// room to spare, so that an end that follows is seen at once.
  private byte[] fill(Sender sender, ToLongFunction<OpenStream> direction) throws IOException {
    var sent = new ByteArrayOutputStream();
    do {
      byte[] chunk = random(30_000);
      sender.send(chunk);
      sent.writeBytes(chunk);
    } while (isReadUpTo(sent.size(), direction));
    byte[] rest = random(MORE_THAN_ONE_READ);
    sender.send(rest);
    sent.writeBytes(rest);
    return sent.toByteArray();
  }

  private boolean isReadUpTo(long all, ToLongFunction<OpenStream> direction) {
    long giveUp = System.nanoTime() + PAUSE.toNanos();
    while (System.nanoTime() < giveUp) {
      if (moved(direction) == all) {
        return true;
      }
    }
    return false;
  }

  private long moved(ToLongFunction<OpenStream> direction) {
    return direction.applyAsLong(lab.compartment.streams().getFirst());
  }

  /// Writes to one end of the stream.
  @FunctionalInterface
  private interface Sender {
    void send(byte[] bytes) throws IOException;
  }

  /// For longer than the counters need to be published: some bytes moved, but never more than fit.
  private void staysBelow(Count direction) {
    await()
        .during(Duration.ofMillis(1_500))
        .atMost(Duration.ofSeconds(10))
        .until(() -> {
          long moved = lab.counters().count(direction);
          assertThat(moved).isLessThan(HELD_AT_MOST);
          return moved > 0;
        });
  }

  private static byte[] random(int bytes) {
    byte[] random = new byte[bytes];
    new Random(7).nextBytes(random);
    return random;
  }
}
