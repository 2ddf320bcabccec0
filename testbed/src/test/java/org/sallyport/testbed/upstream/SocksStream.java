package org.sallyport.testbed.upstream;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// One stream through tor's unix SocksPort, made byte by byte: no code of the gateway is involved.
final class SocksStream implements AutoCloseable {
  private static final int TOKEN_CHARACTERS = 43;
  private static final int WEB_PORT = 80;
  private static final int ADDRESS_IPV6 = 4;

  private final SocketChannel channel;

  private SocksStream(SocketChannel channel) {
    this.channel = channel;
  }

  /// Connects to port 80 of a host with the gateway's user name and a token that begins with
  /// `name`; without authentication if `name` is "".
  static SocksStream open(Path socksPort, String name, String host) throws IOException {
    var stream = new SocksStream(SocketChannel.open(StandardProtocolFamily.UNIX));
    try {
      stream.channel.connect(UnixDomainSocketAddress.of(socksPort));
      stream.handshake(name, host);
      return stream;
    } catch (IOException e) {
      stream.close();
      throw e;
    }
  }

  static String token(String name) {
    return name + "-".repeat(TOKEN_CHARACTERS - name.length());
  }

  private void handshake(String name, String host) throws IOException {
    boolean anonymous = name.isEmpty();
    write(new byte[] {5, 1, (byte) (anonymous ? 0 : 2)});
    require(read(2)[1] == (anonymous ? 0 : 2), "method");
    var request = new ByteArrayOutputStream();
    if (!anonymous) {
      request.write(1);
      text(request, "<torS0X>0");
      text(request, token(name));
    }
    request.writeBytes(new byte[] {5, 1, 0, 3});
    text(request, host);
    request.writeBytes(new byte[] {0, WEB_PORT});
    write(request.toByteArray());
    require(anonymous || read(2)[1] == 0, "authentication");
    byte[] reply = read(4);
    require(reply[1] == 0, "request: reply " + reply[1]);
    read((reply[3] == ADDRESS_IPV6 ? 16 : 4) + 2);
  }

  /// Asks for a page and waits for the beginning of the answer; the stream stays open.
  SocksStream get(String path) throws IOException {
    write(
        ("GET " + path + " HTTP/1.1\r\nHost: web.test\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII));
    require(new String(read(8), StandardCharsets.US_ASCII).startsWith("HTTP/1.1"), "answer");
    return this;
  }

  /// Reads until the other side ends the stream.
  void awaitEnd() throws IOException {
    var buffer = ByteBuffer.allocate(1024);
    while (channel.read(buffer) >= 0) {
      buffer.clear();
    }
  }

  private static void text(ByteArrayOutputStream out, String text) {
    out.write(text.length());
    out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static void require(boolean held, String what) throws IOException {
    if (!held) {
      throw new IOException("SOCKS " + what + " refused");
    }
  }

  private void write(byte[] bytes) throws IOException {
    var buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  private byte[] read(int length) throws IOException {
    var buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw new EOFException("the stream ended after " + buffer.position() + " bytes");
      }
    }
    return buffer.array();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
