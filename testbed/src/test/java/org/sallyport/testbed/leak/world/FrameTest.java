package org.sallyport.testbed.leak.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

final class FrameTest {
  private static final String ETHERNET = "020000007701" + "020000007702";
  private static final String TCP4 =
      ETHERNET
          + "0800"
          + "4500002c00010000400600000a000002c6336409"
          + "9c8e0050000000010000000050020200000000000000";
  private static final String UDP6 =
      ETHERNET
          + "86dd"
          + "60000000000c1140fd000077000000000000000000000002"
          + "20010db8000500000000000000000009"
          + "9c8e14e9000c0000deadbeef";

  @Test
  void readsWhoSentWhatWhere() {
    assertThat(parse(TCP4))
        .isEqualTo(
            new Frame.Packet(
                "10.0.0.2", "198.51.100.9", 6, new Frame.Body(40_078, 80, true, false)));
    assertThat(parse(UDP6))
        .isEqualTo(
            new Frame.Packet(
                "fd00:77:0:0:0:0:0:2",
                "2001:db8:5:0:0:0:0:9",
                17,
                new Frame.Body(40_078, 5353, false, false)));
  }

  @Test
  void readsPortsBehindOptions() {
    String options = TCP4.replace("4500002c", "46000030").replace("c6336409", "c633640901010101");
    assertThat(parse(options))
        .isEqualTo(
            new Frame.Packet(
                "10.0.0.2", "198.51.100.9", 6, new Frame.Body(40_078, 80, true, false)));
  }

  @Test
  void laterFragmentsHaveNoPorts() {
    assertThat(parse(TCP4.replace("00010000", "00010010")))
        .isEqualTo(new Frame.Packet("10.0.0.2", "198.51.100.9", 6, Frame.Body.NONE));
  }

  @Test
  void onlyASynWithoutAckOpens() {
    assertThat(parse(TCP4.replace("50020200", "50120200")))
        .isEqualTo(
            new Frame.Packet(
                "10.0.0.2", "198.51.100.9", 6, new Frame.Body(40_078, 80, false, false)));
  }

  @Test
  void namesWhatItDoesNotKnow() {
    assertThat(parse(ETHERNET + "88b5" + "00").text()).isEqualTo("a frame of type 0x88b5");
    assertThat(parse(TCP4.replace("40060000", "40fd0000")).text())
        .isEqualTo("protocol 253 10.0.0.2 -> 198.51.100.9");
    assertThat(parse(TCP4).text()).isEqualTo("TCP 10.0.0.2 port 40078 -> 198.51.100.9 port 80");
  }

  @Test
  void everyPrefixIsSomeFrame() {
    for (String sample : new String[] {TCP4, UDP6}) {
      byte[] whole = HexFormat.of().parseHex(sample);
      for (int length = 0; length < whole.length; length++) {
        assertThat(Frame.parse(Arrays.copyOf(whole, length)).text()).isNotEmpty();
      }
    }
    assertThat(parse("00")).isEqualTo(new Frame.Broken("1 bytes"));
  }

  private static Frame parse(String hex) {
    return Frame.parse(HexFormat.of().parseHex(hex));
  }
}
