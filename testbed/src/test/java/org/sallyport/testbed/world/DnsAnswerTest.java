package org.sallyport.testbed.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet4Address;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class DnsAnswerTest {
  private static final int QUESTION = 12;
  private final DnsZone zone =
      new DnsZone(Map.of("web.test", Inet4Address.ofLiteral("192.88.99.50")));

  @Test
  void echoesTheCaseRandomisedQuestion() {
    var query = DnsSamples.query("WeB.tESt", DnsQuestion.TYPE_A);
    var reply = reply(query);
    assertThat(Arrays.copyOfRange(reply, QUESTION, query.length))
        .isEqualTo(Arrays.copyOfRange(query, QUESTION, query.length));
    assertThat(Arrays.copyOf(reply, 2)).isEqualTo(Arrays.copyOf(query, 2));
  }

  @Test
  void answersAKnownNameWithItsAddress() {
    var reply = reply(DnsSamples.query("web.test", DnsQuestion.TYPE_A));
    assertThat(code(reply)).isZero();
    assertThat(reply).endsWith(0, 4, 192, 88, 99, 50);
  }

  @Test
  void aKnownNameHasNoIpv6AddressButExists() {
    var reply = reply(DnsSamples.query("web.test", DnsQuestion.TYPE_AAAA));
    assertThat(code(reply)).isZero();
    assertThat(answers(reply)).isZero();
  }

  @Test
  void anyOtherNameDoesNotExist() {
    var reply = reply(DnsSamples.query("other.test", DnsQuestion.TYPE_A));
    assertThat(code(reply)).isEqualTo(3);
    assertThat(answers(reply)).isZero();
  }

  @Test
  void answersTheReverseName() {
    var reply = reply(DnsSamples.query("50.99.88.192.in-addr.arpa", DnsQuestion.TYPE_PTR));
    assertThat(answers(reply)).isOne();
    assertThat(reply).endsWith(3, 'w', 'e', 'b', 4, 't', 'e', 's', 't', 0);
  }

  private byte[] reply(byte[] query) {
    var question = DnsQuestion.parse(query).orElseThrow();
    return DnsAnswer.reply(question, zone.answer(question));
  }

  private static int code(byte[] reply) {
    return reply[3] & 0x0f;
  }

  private static int answers(byte[] reply) {
    return reply[7];
  }
}
