package org.sallyport.linux.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.core.attribution.Flow;
import org.sallyport.linux.attribution.DiagnosisReply.End;

final class DiagnosisReplyTest {
  private static final int SEQUENCE = 7;

  @Test
  void aSocketIsReadWithItsEndsAndItsInode() {
    var reply = DiagnosisReply.decode(message(20, SEQUENCE, socket(2, 4242)), SEQUENCE);
    assertThat(reply.end()).isEqualTo(End.MORE);
    assertThat(reply.sockets())
        .containsExactly(
            new DiagnosisReply.Entry(end("127.0.0.1", 0x1234), end("10.0.0.9", 443), 4242));
  }

  @Test
  void anAddressOfVersion6Has16Bytes() {
    var reply = DiagnosisReply.decode(message(20, SEQUENCE, socket(10, 1)), SEQUENCE);
    assertThat(reply.sockets().getFirst().source().address()).isInstanceOf(Inet6Address.class);
  }

  @Test
  void messagesOfAnotherRequestArePassedOver() {
    byte[] other = message(20, 6, socket(2, 1));
    byte[] done = message(3, SEQUENCE, new byte[4]);
    var reply = DiagnosisReply.decode(join(other, done), SEQUENCE);
    assertThat(reply).isEqualTo(new DiagnosisReply(List.of(), List.of(), End.DONE));
  }

  @Test
  void noSuchSocketIsACompleteAnswerAndOtherErrorsAreNot() {
    assertThat(DiagnosisReply.decode(message(2, SEQUENCE, number(-2)), SEQUENCE).end())
        .isEqualTo(End.DONE);
    assertThat(DiagnosisReply.decode(message(2, SEQUENCE, number(-1)), SEQUENCE).end())
        .isEqualTo(End.REFUSED);
  }

  @Test
  void whatIsCutOffOrUnknownIsMalformed() {
    byte[] whole = message(20, SEQUENCE, socket(2, 1));
    byte[] cut = Arrays.copyOf(whole, 60);
    assertThat(DiagnosisReply.decode(cut, SEQUENCE).end()).isEqualTo(End.MALFORMED);
    assertThat(DiagnosisReply.decode(message(20, SEQUENCE, new byte[20]), SEQUENCE).end())
        .isEqualTo(End.MALFORMED);
    assertThat(DiagnosisReply.decode(message(99, SEQUENCE, new byte[4]), SEQUENCE).end())
        .isEqualTo(End.MALFORMED);
    assertThat(DiagnosisReply.decode(join(whole, cut), SEQUENCE).sockets()).isEmpty();
  }

  @Test
  void thePeerOfAUnixSocketIsTold() {
    var reply = DiagnosisReply.decode(message(20, SEQUENCE, local(attribute(8, 2, 77))), SEQUENCE);
    assertThat(reply).isEqualTo(new DiagnosisReply(List.of(), List.of(77L), End.MORE));
    var other = DiagnosisReply.decode(message(20, SEQUENCE, local(attribute(8, 6, 1))), SEQUENCE);
    assertThat(other.peers()).as("a socket of which no peer is told").containsExactly(0L);
  }

  @Test
  void attributesOfNoSenseAreMalformed() {
    for (int length : new int[] {0, 3, 6, 9, 60_000}) {
      var reply =
          DiagnosisReply.decode(message(20, SEQUENCE, local(attribute(length, 2, 1))), SEQUENCE);
      assertThat(reply.end()).as("length %d", length).isEqualTo(End.MALFORMED);
      assertThat(reply.peers()).isEmpty();
    }
  }

  private static byte[] local(byte[] attribute) {
    return join(ByteBuffer.allocate(16).put(0, (byte) 1).array(), attribute);
  }

  private static byte[] attribute(int length, int type, int value) {
    ByteBuffer out = ByteBuffer.allocate(8).order(ByteOrder.nativeOrder());
    return out.putShort((short) length).putShort((short) type).putInt(value).array();
  }

  private static Flow.End end(String address, int port) {
    return new Flow.End(InetAddress.ofLiteral(address), port);
  }

  private static byte[] socket(int family, int inode) {
    byte[] body = new byte[72];
    body[0] = (byte) family;
    byte[] ends =
        HexFormat.of().parseHex("1234" + "01bb" + "7f000001" + "00".repeat(12) + "0a000009");
    System.arraycopy(ends, 0, body, 4, ends.length);
    ByteBuffer.wrap(body).order(ByteOrder.nativeOrder()).putInt(68, inode);
    return body;
  }

  private static byte[] message(int type, int sequence, byte[] body) {
    ByteBuffer out = ByteBuffer.allocate(16 + body.length).order(ByteOrder.nativeOrder());
    out.putInt(16 + body.length).putShort((short) type).putShort((short) 0);
    return out.putInt(sequence).putInt(0).put(body).array();
  }

  private static byte[] number(int value) {
    return ByteBuffer.allocate(4).order(ByteOrder.nativeOrder()).putInt(value).array();
  }

  private static byte[] join(byte[] first, byte[] second) {
    return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
  }
}
