package org.sallyport.dataplane;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.HexFormat;

/// Bytes as tests write and read them.
final class Bytes {
  private Bytes() {}

  /// `hex("05 01 00")`.
  static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replaceAll("\\s", ""));
  }

  static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }

  static byte[] join(byte[]... parts) {
    var out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  /// A SOCKS 5 request behind its version, to a name: `command 00 03 length name port`.
  static byte[] socks5(int command, String name, int port) {
    return join(
        new byte[] {5, (byte) command, 0, 3, (byte) name.length()},
        ascii(name),
        new byte[] {(byte) (port >> 8), (byte) port});
  }

  static void send(Socket socket, byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  /// Exactly these bytes come next.
  static void expect(Socket socket, byte[] bytes) throws IOException {
    assertThat(socket.getInputStream().readNBytes(bytes.length)).isEqualTo(bytes);
  }

  /// Everything up to the orderly end.
  static String all(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), US_ASCII);
  }

  /// The other side has ended in order.
  static void expectEnd(Socket socket) throws IOException {
    assertThat(socket.getInputStream().read()).as("end of stream").isEqualTo(-1);
  }
}
