package org.sallyport.dataplane.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.concurrent.Ticker;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.dataplane.fake.FakeAddresses;
import org.sallyport.dataplane.limit.Limits;

final class MapResolverTest {
  private static final Duration MINUTE = Duration.ofSeconds(60);

  private final FakeAddresses fakes =
      new FakeAddresses(new Limits.Dns(1, MINUTE, 1), new Random(1), Ticker.newMockTicker());
  private final MapResolver resolver = new MapResolver(fakes, MINUTE);

  private DnsAnswer answer(String name, DnsQuestion.Type type) {
    var answers = new ArrayList<DnsAnswer>();
    resolver.resolve(new DnsQuestion(1, true, "", Optional.of(name), type), answers::add);
    assertThat(answers).hasSize(1);
    return answers.getFirst();
  }

  @Test
  void failsWhenTheTableIsFullOfLivingNames() {
    assertThat(answer("a", DnsQuestion.Type.A)).isInstanceOf(DnsAnswer.Address.class);
    assertThat(answer("b", DnsQuestion.Type.A))
        .isEqualTo(new DnsAnswer.Nothing(DnsAnswer.Code.SERVER_FAILURE));
    assertThat(answer("a", DnsQuestion.Type.AAAA)).isInstanceOf(DnsAnswer.Address.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "192.0.2.7", "10.0.0.1", "127.1", "a b", "a..b", "::1"})
  void knowsNoNameThatIsNone(String name) {
    assertThat(answer(name, DnsQuestion.Type.A))
        .isEqualTo(new DnsAnswer.Nothing(DnsAnswer.Code.NO_SUCH_NAME));
    assertThat(fakes.size()).isZero();
  }

  @Test
  void answersLocalhostWithThisMachine() {
    assertThat(answer("LocalHost", DnsQuestion.Type.A))
        .isEqualTo(new DnsAnswer.Address(InetAddress.ofLiteral("127.0.0.1"), MINUTE));
    assertThat(answer("localhost", DnsQuestion.Type.AAAA))
        .isEqualTo(new DnsAnswer.Address(InetAddress.ofLiteral("::1"), MINUTE));
    assertThat(fakes.size()).isZero();
  }
}
