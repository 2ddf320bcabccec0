package org.sallyport.api.client;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.sallyport.api.AdminReply;
import org.sallyport.api.AdminRequest;
import org.sallyport.api.location.OwnDirectory;
import org.sallyport.api.location.RuntimeLocation;
import org.sallyport.api.location.Surroundings;
import org.sallyport.api.wire.AdminCodec;
import org.sallyport.api.wire.LineBuffer;

/// A strict fake of the gateway on a real unix socket: one connection, and exactly the expected
/// requests in their order. Anything else, and anything missing, fails the test at `close`.
final class FakeGateway implements AutoCloseable {
  private static final long END_SECONDS = 10;

  private final ServerSocketChannel server;
  private final Queue<Step> script = new ConcurrentLinkedQueue<>();
  private final List<String> complaints = new ArrayList<>();
  private final AdminCodec codec = new AdminCodec();
  private final CountDownLatch released = new CountDownLatch(1);
  private @Nullable Thread thread;

  private record Step(AdminRequest expected, ByteBuffer answer) {}

  FakeGateway(RuntimeLocation location) throws IOException {
    new OwnDirectory(Surroundings.ofThisProcess().uid()).prepareRuntime(location);
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(location.adminSocket()));
  }

  FakeGateway answers(AdminRequest expected, AdminReply reply) {
    return answersBytes(expected, codec.encode(reply));
  }

  /// No bytes: keeps the connection open in silence until `close`.
  FakeGateway answersBytes(AdminRequest expected, byte... bytes) {
    script.add(new Step(expected, ByteBuffer.wrap(bytes)));
    return this;
  }

  FakeGateway start() {
    thread = Thread.ofVirtual().name("fake gateway").start(this::serve);
    return this;
  }

  private void serve() {
    try (var channel = server.accept()) {
      var lines = new LineBuffer(AdminCodec.MAX_REQUEST_BYTES);
      for (var step = script.poll(); step != null; step = script.poll()) {
        answer(channel, step, codec.decodeRequest(read(channel, lines)));
      }
    } catch (IOException | InterruptedException e) {
      complaints.add("broke: " + e);
    }
  }

  private void answer(SocketChannel channel, Step step, AdminRequest request)
      throws IOException, InterruptedException {
    if (!request.equals(step.expected())) {
      complaints.add("expected " + step.expected() + " but was asked " + request);
    }
    var answer = step.answer().duplicate();
    while (answer.hasRemaining()) {
      channel.write(answer);
    }
    if (!step.answer().hasRemaining() && !released.await(END_SECONDS, TimeUnit.SECONDS)) {
      complaints.add("never released");
    }
  }

  private static byte[] read(SocketChannel channel, LineBuffer lines) throws IOException {
    var input = ByteBuffer.allocate(1 << 16);
    var line = lines.next();
    while (line.isEmpty()) {
      if (channel.read(input.clear()) < 0) {
        throw new IOException("the client left before its request ended");
      }
      lines.add(input.flip());
      line = lines.next();
    }
    return line.get();
  }

  @Override
  public void close() throws IOException {
    released.countDown();
    join();
    server.close();
    if (!script.isEmpty()) {
      complaints.add("was never asked " + script.peek().expected());
    }
    if (!complaints.isEmpty()) {
      throw new AssertionError(String.join("; ", complaints));
    }
  }

  private void join() {
    try {
      if (thread != null && !thread.join(Duration.ofSeconds(END_SECONDS))) {
        complaints.add("did not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      complaints.add("was interrupted");
    }
  }
}
