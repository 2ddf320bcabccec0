package org.sallyport.dataplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sallyport.dataplane.Bytes.ascii;
import static org.sallyport.dataplane.Bytes.hex;
import static org.sallyport.dataplane.Bytes.join;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.sallyport.core.port.PortKind;

/// Asks a DNSPort as a resolver does.
final class DnsClient {
  private static final int MAX_UDP_BYTES = 512;

  private DnsClient() {}

  /// A query with an EDNS record behind the question, as most resolvers send it.
  static byte[] query(String name, int type) {
    byte[] wire = {};
    for (String label : name.split("\\.", -1)) {
      wire = join(wire, new byte[] {(byte) label.length()}, ascii(label));
    }
    return join(
        hex("BEEF 0100 0001 0000 0000 0001"),
        wire,
        new byte[] {0, (byte) (type >> 8), (byte) type, 0, 1},
        hex("00 0029 04D0 00000000 0000"));
  }

  /// The answer to a query over UDP.
  static byte[] ask(Lab lab, String loopback, byte[] query) throws IOException {
    try (var socket = new DatagramSocket()) {
      socket.setSoTimeout(Lab.CLIENT_TIMEOUT_MILLIS);
      socket.connect(
          new InetSocketAddress(InetAddress.ofLiteral(loopback), lab.number(PortKind.DNS)));
      socket.send(new DatagramPacket(query, query.length));
      var answer = new DatagramPacket(new byte[2 * MAX_UDP_BYTES], 2 * MAX_UDP_BYTES);
      socket.receive(answer);
      assertThat(answer.getLength()).isLessThanOrEqualTo(MAX_UDP_BYTES);
      return Arrays.copyOf(answer.getData(), answer.getLength());
    }
  }

  /// The address that a name has over UDP.
  static InetAddress address(Lab lab, String name, int type) throws IOException {
    byte[] query = query(name, type);
    byte[] answer = ask(lab, "127.0.0.1", query);
    assertThat(code(answer)).isZero();
    int questionBytes = query.length - 11;
    assertThat(Arrays.copyOfRange(answer, 12, questionBytes))
        .as("the question, byte for byte")
        .isEqualTo(Arrays.copyOfRange(query, 12, questionBytes));
    ByteBuffer record = ByteBuffer.wrap(answer, questionBytes, answer.length - questionBytes);
    assertThat(record.getShort()).as("name").isEqualTo((short) 0xC00C);
    assertThat(record.getShort()).as("type").isEqualTo((short) type);
    assertThat(record.getShort()).as("class").isEqualTo((short) 1);
    assertThat(record.getInt()).as("time to live").isEqualTo(60);
    byte[] address = new byte[record.getShort()];
    record.get(address);
    assertThat(record.hasRemaining()).isFalse();
    return InetAddress.getByAddress(address);
  }

  static int code(byte[] answer) {
    return answer[3] & 0x0f;
  }

  /// How many answer records there are.
  static int answers(byte[] answer) {
    return ByteBuffer.wrap(answer).getShort(6);
  }
}
