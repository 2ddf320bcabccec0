package org.sallyport.gateway.admin;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.sallyport.api.AdminReply;
import org.sallyport.api.AdminRequest;
import org.sallyport.api.wire.AdminCodec;
import org.sallyport.api.wire.LineBuffer;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;

/// Serves the admin socket: a virtual thread per connection, one reply line per request line.
///
/// A peer that is neither our user nor root is closed without a word; so is one that sends a line
/// over the limit. A request that cannot be understood gets a failure reply.
public final class AdminServer implements AutoCloseable {
  /// Connections at once; more wait in the kernel's backlog.
  static final int MAX_CONNECTIONS = 64;

  private static final Duration AFTER_FAILURE = Duration.ofMillis(100);
  private static final int READ_BYTES = 16_384;
  private static final Logger LOG = System.getLogger(AdminServer.class.getName());

  private final Path socket;
  private final ServerSocketChannel listener;
  private final PeerCheck peers;
  private final AdminService service;
  private final AdminCodec codec = new AdminCodec();
  private final Semaphore connections = new Semaphore(MAX_CONNECTIONS);

  private AdminServer(
      Path socket, ServerSocketChannel listener, PeerCheck peers, AdminService service) {
    this.socket = socket;
    this.listener = listener;
    this.peers = peers;
    this.service = service;
  }

  /// Binds the socket and starts to serve.
  ///
  /// @param socket its path, in a directory that is ours with mode 0700
  /// @throws GatewayException `ALREADY_RUNNING` when a live gateway answers there; a socket that a
  ///   dead one left is replaced
  public static AdminServer open(Path socket, AdminService service) {
    try {
      if (Files.exists(socket)) {
        refuseIfAlive(socket);
        Files.delete(socket);
      }
      var listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      listener.bind(UnixDomainSocketAddress.of(socket));
      Path directory = socket.toAbsolutePath().getParent();
      var peers = PeerCheck.forSocketIn(directory == null ? Path.of("/") : directory);
      var server = new AdminServer(socket, listener, peers, service);
      Thread.ofVirtual().name("admin-accept").start(server::acceptAll);
      return server;
    } catch (IOException e) {
      throw new GatewayException(
          ErrorKind.STORAGE,
          "Cannot open the admin socket "
              + socket
              + ": "
              + e.getMessage()
              + ". Check that its directory is yours and its disk has room.",
          e);
    }
  }

  private static void refuseIfAlive(Path socket) throws IOException {
    try (var probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      probe.connect(UnixDomainSocketAddress.of(socket));
    } catch (java.net.ConnectException e) {
      return;
    }
    throw new GatewayException(
        ErrorKind.ALREADY_RUNNING,
        "Cannot open the admin socket "
            + socket
            + ": a gateway already serves there."
            + " Use it, or stop it with `sallyport down`.");
  }

  private void acceptAll() {
    try {
      while (listener.isOpen()) {
        connections.acquire();
        acceptOne();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void acceptOne() throws InterruptedException {
    try {
      SocketChannel peer = listener.accept();
      Thread.ofVirtual().name("admin-connection").start(() -> serve(peer));
    } catch (IOException e) {
      connections.release();
      if (listener.isOpen()) {
        LOG.log(Level.WARNING, "The admin socket could not accept: {0}", e.getMessage());
        Thread.sleep(AFTER_FAILURE); // no descriptor is left: it would fail again at once
      }
    }
  }

  private void serve(SocketChannel peer) {
    try (peer) {
      if (!peers.allows(peer)) {
        LOG.log(Level.WARNING, "A connection to the admin socket by another user was refused.");
        return;
      }
      var lines = new LineBuffer(AdminCodec.MAX_REQUEST_BYTES);
      var buffer = ByteBuffer.allocate(READ_BYTES);
      while (peer.read(buffer) >= 0) {
        lines.add(buffer.flip());
        buffer.clear();
        for (Optional<byte[]> line = lines.next(); line.isPresent(); line = lines.next()) {
          write(peer, codec.encode(reply(line.get())));
        }
      }
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "An admin connection ended: {0}", e.getMessage());
    } finally {
      connections.release();
    }
  }

  private AdminReply reply(byte[] line) {
    try {
      AdminRequest request = codec.decodeRequest(line);
      return service.answer(request);
    } catch (GatewayException e) {
      return new AdminReply.Failure(e.kind(), String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "A bug answered an admin request", e);
      return new AdminReply.Failure(
          ErrorKind.INTERNAL,
          "The gateway failed to answer: a bug of ours ("
              + e.getClass().getSimpleName()
              + "). Its log has the details.");
    }
  }

  private static void write(SocketChannel peer, byte[] line) throws IOException {
    var buffer = ByteBuffer.wrap(line);
    while (buffer.hasRemaining()) {
      peer.write(buffer);
    }
  }

  /// Stops to serve and removes the socket. Requests that are being answered go on.
  @Override
  public void close() {
    try {
      listener.close();
      Files.deleteIfExists(socket);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "The admin socket could not be removed: {0}", e.getMessage());
    }
  }
}
