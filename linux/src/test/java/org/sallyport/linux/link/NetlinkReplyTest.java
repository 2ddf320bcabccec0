package org.sallyport.linux.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

final class NetlinkReplyTest {
  @Test
  void zeroIsAnAcknowledgement() {
    assertThat(NetlinkReply.decode(reply(36, 2, 7, 0), 7))
        .isEqualTo(new NetlinkReply.Acknowledged());
  }

  @Test
  void negativeNumberIsARefusal() {
    assertThat(NetlinkReply.decode(reply(36, 2, 7, -17), 7))
        .isEqualTo(new NetlinkReply.Refused(17));
  }

  @Test
  void nothingElseIsAnAcknowledgement() {
    assertThat(NetlinkReply.decode(new byte[19], 7)).isInstanceOf(NetlinkReply.Malformed.class);
    assertThat(NetlinkReply.decode(reply(37, 2, 7, 0), 7))
        .isInstanceOf(NetlinkReply.Malformed.class);
    assertThat(NetlinkReply.decode(reply(16, 2, 7, 0), 7))
        .isInstanceOf(NetlinkReply.Malformed.class);
    assertThat(NetlinkReply.decode(reply(36, 3, 7, 0), 7))
        .isInstanceOf(NetlinkReply.Malformed.class);
    assertThat(NetlinkReply.decode(reply(36, 2, 6, 0), 7))
        .isInstanceOf(NetlinkReply.Malformed.class);
    assertThat(NetlinkReply.decode(reply(36, 2, 7, 5), 7))
        .isInstanceOf(NetlinkReply.Malformed.class);
    assertThat(NetlinkReply.decode(reply(36, 2, 7, Integer.MIN_VALUE), 7))
        .isInstanceOf(NetlinkReply.Malformed.class);
  }

  @Test
  void attributesArePaddedButTheirLengthIsNot() {
    byte[] message =
        new NetlinkRequest(16, NetlinkRequest.REQUEST)
            .nested(18, inner -> inner.attribute(1, "veth"))
            .attribute(3, new byte[] {1, 2})
            .encode(9);
    if (ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN) {
      assertThat(HexFormat.of().formatHex(message))
          .isEqualTo(
              "28000000"
                  + "1000"
                  + "0500"
                  + "09000000"
                  + "00000000" // header: 40 bytes
                  + "1000"
                  + "1200" // nested: 16 bytes
                  + "0900"
                  + "0100"
                  + "7665746800"
                  + "000000" // 9 bytes and 3 of padding
                  + "0600"
                  + "0300"
                  + "0102"
                  + "0000");
    }
    assertThat(message).hasSize(40);
  }

  private static byte[] reply(int length, int type, int sequence, int error) {
    return ByteBuffer.allocate(36)
        .order(ByteOrder.nativeOrder())
        .putInt(length)
        .putShort((short) type)
        .putShort((short) 0)
        .putInt(sequence)
        .putInt(0)
        .putInt(error)
        .array();
  }
}
