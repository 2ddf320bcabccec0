package org.sallyport.dataplane;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/// A stand-in for tor's SocksPort on a unix socket, strict to the byte: what tor 0.4.9 would not
/// understand fails the test, and so does a byte that came too early.
final class FakeTor implements AutoCloseable {
  private static final byte[] GREETING = {5, 1, 2};
  private static final byte[] USER = "<torS0X>0".getBytes(US_ASCII);

  private static final int BACKLOG = 4_096;

  private final Path socket;
  private final ServerSocketChannel server;

  FakeTor(Path directory) throws IOException {
    socket = directory.resolve("socks");
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket), BACKLOG);
  }

  Path socket() {
    return socket;
  }

  /// The next connection, up to tor's `05 02`, and everything that the gateway sends then in one
  /// write.
  Conversation accept() throws IOException {
    var conversation = new Conversation(server.accept());
    conversation.handshake();
    return conversation;
  }

  /// The next connection as it comes.
  SocketChannel acceptRaw() throws IOException {
    return server.accept();
  }

  @Override
  public void close() throws IOException {
    server.close();
    Files.deleteIfExists(socket);
  }

  /// One connection to the fake tor.
  static final class Conversation implements AutoCloseable {
    private final SocketChannel channel;
    private int command;
    private String host = "";
    private int port;
    private String token = "";
    private byte[] early = {};

    Conversation(SocketChannel channel) {
      this.channel = channel;
    }

    private void handshake() throws IOException {
      ByteBuffer first = ByteBuffer.allocate(64);
      channel.read(first);
      assertThat(first.array()).startsWith(GREETING);
      assertThat(first.position()).as("bytes before the method reply").isEqualTo(3);
      write(new byte[] {5, 2});
      ByteBuffer rest = ByteBuffer.allocate(1 << 20);
      channel.read(rest);
      rest.flip();
      parse(rest);
      early = new byte[rest.remaining()];
      rest.get(early);
    }

    private void parse(ByteBuffer in) {
      assertThat(in.get()).as("authentication version").isEqualTo((byte) 1);
      assertThat(field(in)).isEqualTo(USER);
      token = new String(field(in), US_ASCII);
      assertThat(token).hasSize(43);
      assertThat(in.get()).as("SOCKS version").isEqualTo((byte) 5);
      command = in.get() & 0xff;
      assertThat(in.get()).as("reserved").isZero();
      host =
          switch (in.get()) {
            case 1 -> address(in, 4);
            case 3 -> new String(field(in), US_ASCII);
            case 4 -> address(in, 16);
            default -> throw new AssertionError("address type");
          };
      port = in.getShort() & 0xffff;
    }

    private static byte[] field(ByteBuffer in) {
      byte[] field = new byte[in.get() & 0xff];
      in.get(field);
      return field;
    }

    private static String address(ByteBuffer in, int bytes) {
      byte[] address = new byte[bytes];
      in.get(address);
      try {
        return java.net.InetAddress.getByAddress(address).getHostAddress();
      } catch (java.net.UnknownHostException e) {
        throw new AssertionError(e);
      }
    }

    int command() {
      return command;
    }

    String target() {
      return host + ":" + port;
    }

    String token() {
      return token;
    }

    /// What came behind the request in the same write.
    byte[] early() {
      return early;
    }

    /// tor's success on a unix socket: 22 bytes, an IPv6 address of zeros.
    Conversation succeed() throws IOException {
      return reply(0, 4, new byte[16]);
    }

    /// tor's failure on a unix socket.
    void fail(int code) throws IOException {
      reply(code, 4, new byte[16]);
      channel.close();
    }

    /// Any reply, after the authentication's.
    Conversation reply(int code, int type, byte[] address) throws IOException {
      ByteBuffer reply = ByteBuffer.allocate(8 + address.length);
      reply.put(new byte[] {1, 0, 5, (byte) code, 0, (byte) type}).put(address).putShort((short) 0);
      write(reply.array());
      return this;
    }

    void write(byte[] bytes) throws IOException {
      ByteBuffer out = ByteBuffer.wrap(bytes);
      while (out.hasRemaining()) {
        channel.write(out);
      }
    }

    void write(String text) throws IOException {
      write(text.getBytes(US_ASCII));
    }

    /// Exactly so many bytes.
    byte[] read(int bytes) throws IOException {
      ByteBuffer in = ByteBuffer.allocate(bytes);
      while (in.hasRemaining() && channel.read(in) >= 0) {
        // more
      }
      assertThat(in.hasRemaining()).as("ended after " + in.position() + " bytes").isFalse();
      return in.array();
    }

    String readText(int bytes) throws IOException {
      return new String(read(bytes), US_ASCII);
    }

    /// Everything until the end of the gateway's side.
    byte[] readToEnd() throws IOException {
      return java.nio.channels.Channels.newInputStream(channel).readAllBytes();
    }

    /// Waits for the end of the gateway's side; any byte before it fails.
    void expectEnd() throws IOException {
      assertThat(channel.read(ByteBuffer.allocate(1))).as("end of stream").isEqualTo(-1);
    }

    void shutdownOutput() throws IOException {
      channel.shutdownOutput();
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
