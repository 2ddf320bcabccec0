package org.sallyport.testbed.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.sallyport.testbed.e2e.TorWatch.Seen;
import org.sallyport.tor.control.StreamStatus;

/// An application that was told nothing about Tor: names and addresses work, and nothing is ever
/// resolved but by an exit, as part of the stream that needs it.
@ParameterizedClass
@MethodSource("deployments")
final class TransparentIT {
  private static final String USER = "<torS0X>0";
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final long ANSWER_MILLIS = 5;
  private static final Pattern QUERY_TIME = Pattern.compile(";; Query time: (\\d+) msec");
  private static final Pattern A_RECORD = Pattern.compile("(?m)^web.*\\sIN\\s+A\\s+(\\S+)");
  private static final Pattern AAAA_RECORD = Pattern.compile("(?m)^web.*\\sIN\\s+AAAA\\s+(\\S+)");

  private final Deployment deployment;

  TransparentIT(Deployment deployment) {
    this.deployment = deployment;
  }

  static Stream<Deployment> deployments() {
    return Account.available().stream().map(Deployment::up);
  }

  @Test
  void pageIsReachedByOneStreamThatCarriesTheName() {
    try (var watch = TorWatch.of(deployment)) {
      var seen = watch.during(() -> fetch("http://web.test/json", "\"door\": \"web\""));
      assertThat(seen).extracting(Seen::target).containsExactly("web.test:80");
      assertConnects(seen);
    }
  }

  @Test
  void onionServiceIsReachedByName() {
    String url = deployment.facts().get("onion").asString();
    try (var watch = TorWatch.of(deployment)) {
      var seen = watch.during(() -> fetch(url + "json", "\"door\": \"onion\""));
      assertThat(seen).extracting(Seen::target).containsExactly(URI.create(url).getHost() + ":80");
      assertConnects(seen);
    }
  }

  @Test
  void addressIsReached() {
    try (var watch = TorWatch.of(deployment)) {
      var seen = watch.during(() -> fetch("http://192.88.99.50/json", "\"door\": \"web\""));
      assertThat(seen).extracting(Seen::target).containsExactly("192.88.99.50:80");
      assertConnects(seen);
    }
  }

  @Test
  void onlyTheExitResolvesAndOnlyWhenAStreamNeedsIt() {
    String name = "www.web.test";
    try (var watch = TorWatch.of(deployment)) {
      var lookups =
          watch.during(() -> {
            deployment.run("resolver", "dig", "+short", name).assertOk();
            deployment.run("resolver", "getent", "ahosts", name).assertOk();
          });
      assertThat(lookups).isEmpty();
      assertThat(queries(name)).isZero();
      assertConnects(watch.during(() -> fetch("http://" + name + "/", "seen from exit")));
      await().atMost(SOON).until(() -> queries(name) > 0);
    }
  }

  @Test
  void lookupIsAnsweredAtOnceFromTheFakeRange() {
    String lookups = "for i in 1 2 3 4 5 6 7 8 9; do dig web.test A web.test AAAA; done";
    String out = deployment.run("dig", "sh", "-c", lookups).assertOk().out();
    assertThat(all(A_RECORD, out)).hasSize(9).allMatch(TransparentIT::isFake4);
    assertThat(all(AAAA_RECORD, out)).hasSize(9).allMatch(TransparentIT::isFake6);
    var times = all(QUERY_TIME, out).stream().map(Long::parseLong).sorted().toList();
    assertThat(times).hasSize(18);
    System.out.printf(
        "%s: dig's query time: median %d ms, most %d ms%n",
        deployment, times.get(times.size() / 2), times.getLast());
    assertThat(times.get(times.size() / 2)).isLessThan(ANSWER_MILLIS);
  }

  private void fetch(String url, String expected) {
    assertThat(deployment.run("reader", "curl", "-sS", url).assertOk().out()).contains(expected);
  }

  private long queries(String name) {
    return deployment.facts().get("dns-queries").path(name).asLong(0);
  }

  /// All connect, none resolves, all are on a key of the gateway's.
  private static void assertConnects(List<Seen> seen) {
    assertThat(seen)
        .isNotEmpty()
        .allSatisfy(stream -> {
          assertThat(stream.user()).isEqualTo(USER);
          assertThat(stream.token()).isNotEmpty();
          assertThat(stream.purpose()).isEqualTo("USER");
          assertThat(stream.statuses())
              .startsWith(StreamStatus.NEW)
              .contains(StreamStatus.SENTCONNECT)
              .doesNotContain(StreamStatus.NEWRESOLVE, StreamStatus.SENTRESOLVE);
        });
  }

  private static List<String> all(Pattern pattern, String text) {
    return pattern.matcher(text).results().map((MatchResult found) -> found.group(1)).toList();
  }

  /// 10.192.0.0/10
  private static boolean isFake4(String address) {
    byte[] bytes = InetAddress.ofLiteral(address).getAddress();
    return bytes[0] == 10 && (bytes[1] & 0xc0) == 0xc0;
  }

  /// fc00::/7
  private static boolean isFake6(String address) {
    return (InetAddress.ofLiteral(address).getAddress()[0] & 0xfe) == 0xfc;
  }
}
