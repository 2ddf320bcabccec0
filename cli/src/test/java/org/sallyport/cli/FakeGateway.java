package org.sallyport.cli;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.sallyport.api.AdminReply;
import org.sallyport.api.AdminRequest;
import org.sallyport.api.location.OwnDirectory;
import org.sallyport.api.location.RuntimeLocation;
import org.sallyport.api.location.Surroundings;
import org.sallyport.api.wire.AdminCodec;
import org.sallyport.api.wire.LineBuffer;

/// A strict fake of the gateway on a real unix socket: exactly the expected requests in their
/// order, on as many connections as the client likes. Anything else, and anything missing, fails
/// the test at `close`.
final class FakeGateway implements AutoCloseable {
  private static final Duration END = Duration.ofSeconds(10);

  private final RuntimeLocation location;
  private final ServerSocketChannel server;
  private final Queue<Step> script = new ConcurrentLinkedQueue<>();
  private final List<String> complaints = new ArrayList<>();
  private final AdminCodec codec = new AdminCodec();
  private volatile boolean closing;
  private @Nullable Thread thread;

  private record Step(Predicate<AdminRequest> expected, AdminReply answer, Times times) {}

  private enum Times {
    ONCE,
    ANY
  }

  FakeGateway(RuntimeLocation location) throws IOException {
    this.location = location;
    new OwnDirectory(Surroundings.ofThisProcess().uid()).prepareRuntime(location);
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(location.adminSocket()));
  }

  FakeGateway answers(AdminRequest expected, AdminReply reply) {
    return answersIf(expected::equals, reply);
  }

  FakeGateway answersIf(Predicate<AdminRequest> expected, AdminReply reply) {
    script.add(new Step(expected, reply, Times.ONCE));
    return this;
  }

  /// Answers it as often as it is asked; the last of the script.
  FakeGateway answersAlways(AdminRequest expected, AdminReply reply) {
    script.add(new Step(expected::equals, reply, Times.ANY));
    return this;
  }

  FakeGateway start() {
    thread = Thread.ofVirtual().name("fake gateway").start(this::serve);
    return this;
  }

  private void serve() {
    try {
      while (!script.isEmpty()) {
        try (var channel = server.accept()) {
          serve(channel);
        }
      }
      server.close();
      Files.deleteIfExists(location.adminSocket());
    } catch (IOException e) {
      if (!closing) {
        complaints.add("broke: " + e);
      }
    }
  }

  private void serve(SocketChannel channel) throws IOException {
    var lines = new LineBuffer(AdminCodec.MAX_REQUEST_BYTES);
    for (var line = read(channel, lines); line.isPresent(); line = read(channel, lines)) {
      var request = codec.decodeRequest(line.get());
      var step = script.peek();
      if (step != null && step.times() == Times.ONCE) {
        script.remove();
      }
      if (step == null || !step.expected().test(request)) {
        complaints.add("did not expect " + request);
        return;
      }
      var answer = ByteBuffer.wrap(codec.encode(step.answer()));
      while (answer.hasRemaining()) {
        channel.write(answer);
      }
    }
  }

  private static Optional<byte[]> read(SocketChannel channel, LineBuffer lines) throws IOException {
    var input = ByteBuffer.allocate(1 << 16);
    var line = lines.next();
    while (line.isEmpty() && channel.read(input.clear()) >= 0) {
      lines.add(input.flip());
      line = lines.next();
    }
    return line;
  }

  @Override
  public void close() throws IOException {
    long missed = script.stream().filter(step -> step.times() == Times.ONCE).count();
    if (missed > 0) {
      complaints.add("was never asked " + missed + " of the expected requests");
    }
    script.clear();
    closing = true;
    server.close();
    join();
    server.close();
    if (!complaints.isEmpty()) {
      throw new AssertionError(String.join("; ", complaints));
    }
  }

  private void join() {
    try {
      if (thread != null && !thread.join(END)) {
        complaints.add("did not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      complaints.add("was interrupted");
    }
  }
}
