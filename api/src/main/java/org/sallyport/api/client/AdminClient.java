package org.sallyport.api.client;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sallyport.api.AdminReply;
import org.sallyport.api.AdminRequest;
import org.sallyport.api.location.OwnDirectory;
import org.sallyport.api.location.RuntimeLocation;
import org.sallyport.api.location.Surroundings;
import org.sallyport.api.wire.AdminCodec;
import org.sallyport.api.wire.LineBuffer;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;

/// A connection to a gateway. Each question has a deadline; after a failure the connection is of no
/// use any more. Confined to one thread.
///
/// Failures are [GatewayException]s: `NOT_RUNNING` if nothing listens, `TIMEOUT` if no reply comes
/// in time, `PERMISSION` if the runtime directory is not ours alone or the socket refuses us, and
/// the gateway's own kind if it answers with a [AdminReply.Failure].
public final class AdminClient implements AutoCloseable {
  private static final int READ_BYTES = 64 << 10;

  private final RuntimeLocation location;
  private final SocketChannel channel;
  private final Selector selector;
  private final SelectionKey key;
  private final AdminCodec codec = new AdminCodec();
  private final LineBuffer lines = new LineBuffer(AdminCodec.MAX_REPLY_BYTES);
  private final ByteBuffer input = ByteBuffer.allocate(READ_BYTES);

  private AdminClient(RuntimeLocation location, SocketChannel channel) throws IOException {
    this.location = location;
    this.channel = channel;
    this.selector = Selector.open();
    channel.configureBlocking(false);
    this.key = channel.register(selector, 0);
  }

  /// Connects to the gateway that lives there, as the user who runs this process.
  public static AdminClient connect(RuntimeLocation location) {
    return connect(location, Surroundings.ofThisProcess().uid());
  }

  /// Connects to the gateway that lives there, as the user of this id.
  public static AdminClient connect(RuntimeLocation location, long uid) {
    if (!new OwnDirectory(uid).checkRuntime(location) || !Files.exists(location.adminSocket())) {
      throw notRunning(location, null);
    }
    try {
      var channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      try {
        channel.connect(UnixDomainSocketAddress.of(location.adminSocket()));
        return new AdminClient(location, channel);
      } catch (IOException e) {
        channel.close();
        throw e;
      }
    } catch (ConnectException e) {
      throw notRunning(location, e);
    } catch (IOException e) {
      if (!Files.exists(location.adminSocket())) {
        throw notRunning(location, e);
      }
      throw new GatewayException(
          ErrorKind.PERMISSION,
          "Cannot connect to the gateway at "
              + location.adminSocket()
              + ": "
              + e.getMessage()
              + ". Ask as the user who started it, or as root.",
          e);
    }
  }

  private static GatewayException notRunning(RuntimeLocation location, @Nullable Throwable cause) {
    return new GatewayException(
        ErrorKind.NOT_RUNNING,
        "No gateway runs for the network "
            + location.network()
            + " (nothing answers at "
            + location.adminSocket()
            + "). Start one: sallyport up --detach --network "
            + location.network(),
        cause);
  }

  /// Asks and waits for the reply of that kind.
  ///
  /// @throws GatewayException if none comes in time, or the gateway answers with a failure
  public <R extends AdminReply> R ask(AdminRequest request, Class<R> kind, Duration within) {
    AdminReply reply = exchange(request, within);
    if (reply instanceof AdminReply.Failure(var failure, var message)) {
      throw new GatewayException(failure, message);
    }
    if (!kind.isInstance(reply)) {
      throw new GatewayException(
          ErrorKind.INTERNAL,
          "The gateway was asked for "
              + Words.of(request)
              + " and answered something else. It is probably of another version:"
              + " stop it (sallyport down)"
              + " and start it again.");
    }
    return kind.cast(reply);
  }

  private AdminReply exchange(AdminRequest request, Duration within) {
    long deadline = System.nanoTime() + within.toNanos();
    try {
      write(ByteBuffer.wrap(codec.encode(request)), deadline);
      return codec.decodeReply(readLine(deadline));
    } catch (DeadlineException e) {
      throw new GatewayException(
          ErrorKind.TIMEOUT,
          "The gateway was asked for "
              + Words.of(request)
              + " and did not answer within "
              + Words.of(within)
              + ". Look into "
              + location.log()
              + ", or stop it: sallyport down --network "
              + location.network(),
          e);
    } catch (IOException e) {
      throw new GatewayException(
          ErrorKind.INTERNAL,
          "The gateway broke off while it was asked for "
              + Words.of(request)
              + ": "
              + e.getMessage()
              + ". Look into "
              + location.log()
              + ", then try again.",
          e);
    }
  }

  private void write(ByteBuffer line, long deadline) throws IOException {
    while (line.hasRemaining()) {
      if (channel.write(line) == 0) {
        await(SelectionKey.OP_WRITE, deadline);
      }
    }
  }

  private byte[] readLine(long deadline) throws IOException {
    Optional<byte[]> line = lines.next();
    while (line.isEmpty()) {
      input.clear();
      int count = channel.read(input);
      if (count < 0) {
        throw new EOFException("it closed the connection");
      }
      if (count == 0) {
        await(SelectionKey.OP_READ, deadline);
      }
      lines.add(input.flip());
      line = lines.next();
    }
    return line.get();
  }

  private void await(int operation, long deadline) throws IOException {
    key.interestOps(operation);
    long leftMillis = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
    if (leftMillis <= 0 || selector.select(leftMillis) == 0) {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedIOException("interrupted");
      }
      if (deadline - System.nanoTime() <= 0 || leftMillis <= 0) {
        throw new DeadlineException();
      }
    }
    selector.selectedKeys().clear();
  }

  /// Closes the connection.
  @Override
  public void close() {
    try (selector) {
      channel.close();
    } catch (IOException _) {
      // Nothing is owed to the gateway any more.
    }
  }

  /// The deadline has passed.
  private static final class DeadlineException extends IOException {
    private static final long serialVersionUID = 1L;
  }
}
