package org.sallyport.testbed.world;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class DnsQuestionTest {
  @Test
  void keepsTheQuestionByteForByteAndLowersTheName() {
    var question =
        DnsQuestion.parse(DnsSamples.query("wWW.TeST", DnsQuestion.TYPE_A)).orElseThrow();
    assertThat(question.name()).isEqualTo("www.test");
    var raw = new byte[question.raw().remaining()];
    question.raw().duplicate().get(raw);
    assertThat(new String(raw, 1, 3, US_ASCII)).isEqualTo("wWW");
  }

  @Test
  void ignoresWhatFollowsTheQuestion() {
    var query = DnsSamples.query("web.test", DnsQuestion.TYPE_AAAA);
    var longer = Arrays.copyOf(query, query.length + 11);
    assertThat(DnsQuestion.parse(longer).orElseThrow().type()).isEqualTo(DnsQuestion.TYPE_AAAA);
  }

  @Test
  void refusesEveryTruncation() {
    var query = DnsSamples.query("web.test", DnsQuestion.TYPE_A);
    for (var n = 0; n < query.length; n++) {
      assertThat(DnsQuestion.parse(Arrays.copyOf(query, n))).as("%d bytes", n).isEmpty();
    }
  }

  @Test
  void refusesResponsesAndCompressedNames() {
    var response = DnsSamples.query("web.test", DnsQuestion.TYPE_A);
    response[2] |= (byte) 0x80;
    assertThat(DnsQuestion.parse(response)).isEmpty();
    var compressed = DnsSamples.query("web.test", DnsQuestion.TYPE_A);
    compressed[12] = (byte) 0xc0;
    assertThat(DnsQuestion.parse(compressed)).isEmpty();
  }
}
