package org.sallyport.testbed.world;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.Inet4Address;
import java.util.Arrays;
import java.util.Map;

final class DnsQuestionFuzzTest {
  private static final int HEADER_BYTES = 12;
  private static final DnsZone ZONE =
      new DnsZone(Map.of("web.test", Inet4Address.ofLiteral("192.88.99.50")));

  @FuzzTest(maxDuration = "5s")
  void everyDatagramIsAnsweredWithItsOwnQuestionOrNotAtAll(byte[] datagram) {
    var question = DnsQuestion.parse(datagram);
    if (question.isPresent()) {
      var reply = DnsAnswer.reply(question.get(), ZONE.answer(question.get()));
      var end = HEADER_BYTES + question.get().raw().remaining();
      assertThat(Arrays.copyOfRange(reply, HEADER_BYTES, end))
          .isEqualTo(Arrays.copyOfRange(datagram, HEADER_BYTES, end));
      assertThat(Arrays.copyOf(reply, 2)).isEqualTo(Arrays.copyOf(datagram, 2));
    }
  }
}
