package org.sallyport.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.core.law.Law;
import org.sallyport.core.law.Samples;
import org.sallyport.core.stream.Destination;
import org.sallyport.core.stream.Host;

/// Which patterns are patterns, and what they mean.
final class DestinationPatternTest {
  @ParameterizedTest
  @CsvSource({
    "*:*, web.test, 80",
    "*:993, mail.test, 993",
    "*:993, 192.0.2.1, 993",
    "web.test:80, web.test, 80",
    "WEB.Test.:80, web.test, 80",
    "web.test:*, web.test, 1",
    "*.example.org:*, a.example.org, 80",
    "*.example.org:*, a.b.example.org, 80",
    "*.onion:*, abc.onion, 80",
    "192.0.2.1:443, 192.0.2.1, 443",
    "[2001:db8::1]:443, 2001:db8::1, 443",
    "[2001:db8::1]:*, 2001:DB8:0:0::1, 1"
  })
  void matches(String pattern, String host, int port) {
    assertThat(parse(pattern).matches(to(host, port))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "*:993, mail.test, 992",
    "web.test:80, web.test, 81",
    "web.test:80, a.web.test, 80",
    "web.test:80, web.test.evil, 80",
    "*.example.org:*, example.org, 80",
    "*.example.org:*, badexample.org, 80",
    "*.example.org:*, a.example.org.evil, 80",
    "*.onion:*, onion.example, 80",
    "192.0.2.1:443, 192.0.2.10, 443",
    "[2001:db8::1]:443, 2001:db8::2, 443"
  })
  void doesNotMatch(String pattern, String host, int port) {
    assertThat(parse(pattern).matches(to(host, port))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*",
        ":80",
        "web.test",
        "web.test:",
        "web.test:0",
        "web.test:65536",
        "web.test:080",
        "web.test:-1",
        "web.test:8 0",
        "web.test:99999999999",
        "*.:80",
        "*.*:80",
        "a*.test:80",
        "*example.org:80",
        "web test:80",
        "2001:db8::1:443",
        "[web.test]:80",
        "[192.0.2.1]:80",
        "[]:80",
        "http://web.test:80",
        "127.1:80",
        "web..test:80",
        "*.1:80"
      })
  void isNoPattern(String text) {
    assertThat(DestinationPattern.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "**.test:80",
        "**:80",
        "*.test*:80",
        "web.*:80",
        "*.*.test:80",
        "192.0.2.0/33:80",
        "192.0.2.1/24:80",
        "192.0.2.0/024:80",
        "192.0.2.0/:80",
        "192.0.2.0/-1:80",
        "192.0.2/24:80",
        "web.test/24:80",
        "2001:db8::/32:80",
        "[2001:db8::1]/32:80",
        "[2001:db8::]/129:80",
        "[2001:db8::/32]/32:80",
        "*/0:80",
        "web.test:6669-6660",
        "web.test:1-65536",
        "web.test:1-",
        "web.test:*-5"
      })
  void couldBeReadInTwoWays(String text) {
    assertThat(DestinationPattern.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.0/24:*, 192.0.2.255, 1, true",
    "192.0.2.0/24:*, 192.0.3.0, 1, false",
    "192.0.2.128/25:*, 192.0.2.127, 1, false",
    "0.0.0.0/0:*, 198.51.100.1, 1, true",
    "0.0.0.0/0:*, 2001:db8::1, 1, false",
    "0.0.0.0/0:*, web.test, 1, false",
    "192.0.2.1/32:*, 192.0.2.1, 1, true",
    "[2001:db8::]/32:*, 2001:db8:ffff::1, 1, true",
    "[2001:db8::/32]:*, 2001:db9::, 1, false",
    "*:6660-6669, web.test, 6660, true",
    "*:6660-6669, web.test, 6669, true",
    "*:6660-6669, web.test, 6670, false"
  })
  void networksAndRanges(String pattern, String host, int port, boolean matches) {
    assertThat(parse(pattern).matches(to(host, port))).isEqualTo(matches);
    assertThat(parse(parse(pattern).text())).isEqualTo(parse(pattern));
  }

  @Test
  void patternOfADestinationMatchesThatDestinationOnly() {
    Law.holds(random -> {
      var samples = new Samples(random);
      Destination one = samples.destination();
      Destination other = samples.destination();
      if (one.port() > 0) {
        assertThat(parse(one.text()).matches(one)).isTrue();
        assertThat(parse(one.text()).matches(other)).isEqualTo(one.equals(other));
      }
    });
  }

  @Test
  void whateverIsWrittenIsNoPatternOrReadsBackAsTheSame() {
    Law.holds(random -> {
      List<String> pieces =
          List.of(
              "*", ".", "*.", "a", "test", "[", "]", ":", "::", "/", "24", "0", "-", "192.0.2.0");
      String text =
          random
              .ints(random.nextInt(8), 0, pieces.size())
              .mapToObj(pieces::get)
              .collect(Collectors.joining());
      DestinationPattern.parse(text)
          .ifPresent(pattern -> assertThat(parse(pattern.text())).isEqualTo(pattern));
    });
  }

  private static DestinationPattern parse(String text) {
    return DestinationPattern.parse(text).orElseThrow();
  }

  private static Destination to(String host, int port) {
    return new Destination(Host.of(host).orElseThrow(), port);
  }
}
