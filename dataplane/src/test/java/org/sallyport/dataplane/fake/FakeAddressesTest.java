package org.sallyport.dataplane.fake;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sallyport.core.stream.Host;
import org.sallyport.dataplane.limit.Limits;

final class FakeAddressesTest {
  private static final Duration TIME_TO_LIVE = Duration.ofSeconds(60);

  private final MockTicker ticker = Ticker.newMockTicker();

  private FakeAddresses table(int names) {
    return table(names, new Random(1));
  }

  private FakeAddresses table(int names, RandomGenerator random) {
    return new FakeAddresses(new Limits.Dns(names, TIME_TO_LIVE, 1), random, ticker);
  }

  private static Host.Name name(String text) {
    return new Host.Name(text);
  }

  @Test
  void givesANameOnePairForAsLongAsItLives() {
    var table = table(10);
    var first = table.pairFor(name("web.test")).orElseThrow();
    assertThat(table.pairFor(name("WEB.test."))).contains(first);
    assertThat(table.nameOf(first.ipv4())).contains(name("web.test"));
    assertThat(table.nameOf(first.ipv6())).contains(name("web.test"));
    assertThat(FakeAddresses.isFake(first.ipv4())).isTrue();
    assertThat(FakeAddresses.isFake(first.ipv6())).isTrue();
  }

  @Test
  void neverGivesTwoNamesTheSameAddress() {
    var table = table(5_000);
    var seen = new HashSet<InetAddress>();
    for (int i = 0; i < 5_000; i++) {
      var pair = table.pairFor(name("host" + i)).orElseThrow();
      assertThat(seen.add(pair.ipv4()) && seen.add(pair.ipv6())).isTrue();
    }
  }

  @Test
  void givesTwoApplicationsDifferentAddresses() {
    var one = table(10, new Random(1)).pairFor(name("web.test"));
    var other = table(10, new Random(2)).pairFor(name("web.test"));
    assertThat(one).isNotEqualTo(other);
  }

  @Test
  void hasNoAddressForANewNameWhileAllAreAlive() {
    var table = table(2);
    var first = table.pairFor(name("a")).orElseThrow();
    table.pairFor(name("b"));
    assertThat(table.pairFor(name("c"))).isEmpty();
    assertThat(table.pairFor(name("a"))).contains(first);
    assertThat(table.size()).isEqualTo(2);
  }

  @Test
  void keepsADeadNameUntilItsPlaceIsNeededAndThenDropsTheOldest() {
    var table = table(2);
    var a = table.pairFor(name("a")).orElseThrow();
    var b = table.pairFor(name("b")).orElseThrow();
    table.pairFor(name("a"));
    ticker.advance(60, TimeUnit.SECONDS);
    assertThat(table.nameOf(a.ipv4())).contains(name("a"));
    assertThat(table.pairFor(name("c"))).isPresent();
    assertThat(table.nameOf(b.ipv4())).isEmpty();
    assertThat(table.nameOf(b.ipv6())).isEmpty();
    assertThat(table.nameOf(a.ipv6())).contains(name("a"));
  }

  @Test
  void keepsANameThatAStreamUses() {
    var table = table(1);
    var pair = table.pairFor(name("a")).orElseThrow();
    var use = table.use(name("a"));
    ticker.advance(1, TimeUnit.HOURS);
    assertThat(table.pairFor(name("b"))).isEmpty();
    assertThat(table.nameOf(pair.ipv4())).contains(name("a"));
    use.close();
    assertThat(table.pairFor(name("b"))).isPresent();
    assertThat(table.nameOf(pair.ipv4())).isEmpty();
  }

  @Test
  void keepsNothingForANameThatItDoesNotKnow() {
    var table = table(1);
    table.use(name("a")).close();
    assertThat(table.size()).isZero();
  }

  @Test
  void givesUpWhenEveryDrawIsTaken() {
    RandomGenerator always = () -> 0;
    var table = table(10, always);
    assertThat(table.pairFor(name("a"))).isPresent();
    assertThat(table.pairFor(name("b"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "10.192.0.0, true",
    "10.255.255.255, true",
    "10.191.255.255, false",
    "11.192.0.0, false",
    "fd73:616c:6c79::, true",
    "fd73:616c:6c79:0:ffff:ffff:ffff:ffff, true",
    "fd73:616c:6c79:ffff::1, true",
    "fd73:616c:6c7a::1, false",
    "::ffff, false"
  })
  void knowsWhichAddressesAreFake(String literal, boolean fake) {
    assertThat(FakeAddresses.isFake(InetAddress.ofLiteral(literal))).isEqualTo(fake);
  }
}
