package org.sallyport.dataplane.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufUtil;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sallyport.core.stream.Host;

final class DnsAnswerTest {
  private static final Duration MINUTE = Duration.ofSeconds(60);
  private static final DnsQuestion QUESTION =
      new DnsQuestion(0xBEEF, true, "\1a\0\0\1\0\1", Optional.of("a"), DnsQuestion.Type.A);

  private static void writes(DnsAnswer answer, String hex) {
    assertThat(ByteBufUtil.getBytes(answer.message(QUESTION)))
        .isEqualTo(HexFormat.of().parseHex(hex.replace(" ", "")));
  }

  @Test
  void writesAddresses() {
    writes(
        new DnsAnswer.Address(InetAddress.ofLiteral("10.192.0.1"), MINUTE),
        "BEEF 8180 0001 0001 0000 0000 016100 0001 0001 C00C 0001 0001 0000003C 0004 0AC00001");
    writes(
        new DnsAnswer.Address(InetAddress.ofLiteral("::2"), MINUTE),
        "BEEF 8180 0001 0001 0000 0000 016100 0001 0001 C00C 001C 0001 0000003C 0010"
            + "00000000000000000000000000000002");
  }

  @Test
  void writesNames() {
    writes(
        new DnsAnswer.Name(new Host.Name("web.test"), MINUTE),
        "BEEF 8180 0001 0001 0000 0000 016100 0001 0001 C00C 000C 0001 0000003C 000A"
            + "03776562 0474657374 00");
  }

  @Test
  void writesCodes() {
    writes(
        new DnsAnswer.Nothing(DnsAnswer.Code.REFUSED),
        "BEEF 8185 0001 0000 0000 0000 016100 0001 0001");
    assertThat(ByteBufUtil.getBytes(DnsAnswer.message(0xBEEF, DnsAnswer.Code.FORMAT_ERROR)))
        .isEqualTo(HexFormat.of().parseHex("BEEF80810000000000000000"));
  }
}
