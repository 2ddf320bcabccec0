package org.sallyport.testbed.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.testbed.e2e.Opener.Call;
import org.sallyport.testbed.e2e.Opener.Route;
import org.sallyport.testbed.e2e.Opener.Way;

/// What an application may not reach is answered with each protocol's own error and is never asked
/// of tor, so no exit and no server hears of it.
@ExtendWith(SharedGateway.class)
final class PolicyIT {
  private static final String WORKSTATION = "policy";
  private static final String SERVER = "192.88.99.50";
  private static final int SOCKS = 9050;
  private static final int HTTP = 9080;
  private static final int NO_PROXY = 0;
  private static final int WEB = 80;
  private static final int ECHO = 7;

  private final Deployment deployment;

  PolicyIT(Deployment deployment) {
    this.deployment = deployment;
  }

  @ParameterizedTest
  @ValueSource(strings = {"allow", "deny", "onion-only"})
  void refusesInTheWordsOfEachProtocolAndAsksTorForNothing(String app) {
    try (var watch = TorWatch.of(deployment);
        var opener = Opener.in(deployment, WORKSTATION, app)) {
      long requests = requests();
      var asked =
          watch.during(() -> {
            assertThat(socks4(opener, "web.test", WEB)).isEqualTo("SOCKS4 91");
            assertThat(socks5(opener, "web.test", WEB)).isEqualTo("SOCKS5 2");
            assertThat(socks5(opener, SERVER, WEB)).isEqualTo("SOCKS5 2");
            assertThat(ask(opener, call(Way.RESOLVE, "web.test", 0), SOCKS)).isEqualTo("SOCKS5 2");
            assertThat(ask(opener, call(Way.HTTP, "web.test", WEB), HTTP)).isEqualTo("HTTP b'403'");
            assertThat(transparent(opener, "web.test")).contains("Connection reset by peer");
            assertThat(transparent(opener, SERVER)).contains("Connection reset by peer");
          });
      assertThat(asked).isEmpty();
      assertThat(requests()).isEqualTo(requests + 1);
    }
  }

  @Test
  void allowedPassesAndItsPortCounts() {
    try (var opener = Opener.in(deployment, WORKSTATION, "allow")) {
      assertThat(socks5(opener, "echo.test", ECHO)).isEqualTo("ok");
      assertThat(socks4(opener, "echo.test", ECHO)).isEqualTo("ok");
      assertThat(socks5(opener, SERVER, ECHO)).isEqualTo("ok");
      assertThat(ask(opener, call(Way.HTTP, "echo.test", ECHO), HTTP)).isEqualTo("ok");
      assertThat(ask(opener, call(Way.TRANS, "echo.test", ECHO), NO_PROXY)).isEqualTo("ok");
      assertThat(socks5(opener, "echo.test", WEB)).isEqualTo("SOCKS5 2");
    }
  }

  @Test
  void whatIsNotDeniedPasses() {
    try (var opener = Opener.in(deployment, WORKSTATION, "deny")) {
      assertThat(socks5(opener, "echo.test", WEB)).isEqualTo("ok");
      assertThat(socks5(opener, SERVER, ECHO)).isEqualTo("ok");
      assertThat(ask(opener, call(Way.TRANS, "echo.test", ECHO), NO_PROXY)).isEqualTo("ok");
      assertThat(socks5(opener, "www.web.test", WEB)).isEqualTo("SOCKS5 2");
    }
  }

  @Test
  void onionServicesPassWhereNothingElseDoes() {
    String onion = URI.create(deployment.facts().get("onion").asString()).getHost();
    try (var opener = Opener.in(deployment, WORKSTATION, "onion-only")) {
      assertThat(socks5(opener, onion, WEB)).isEqualTo("ok");
      assertThat(ask(opener, call(Way.HTTP, onion, WEB), HTTP)).isEqualTo("ok");
      assertThat(transparent(opener, onion)).isEqualTo("ok");
      assertThat(socks5(opener, "echo.test", ECHO)).isEqualTo("SOCKS5 2");
    }
  }

  private static String transparent(Opener opener, String host) {
    return ask(opener, call(Way.TRANS, host, WEB), NO_PROXY);
  }

  private static String socks4(Opener opener, String host, int port) {
    return ask(opener, call(Way.SOCKS4, host, port), SOCKS);
  }

  private static String socks5(Opener opener, String host, int port) {
    return ask(opener, call(Way.SOCKS5, host, port), SOCKS);
  }

  private static Call call(Way way, String host, int port) {
    return new Call(way, host, port, "", "");
  }

  private static String ask(Opener opener, Call call, int at) {
    return opener.answer(call, new Route("", "127.0.0.1", at));
  }

  /// How many requests the web server has had, of whomever, this one too.
  private long requests() {
    var outcome =
        deployment.runWith(
            List.of("--workstation", WORKSTATION, "--app", "counter"),
            "curl",
            "-sS",
            "http://web.test/count");
    return Long.parseLong(outcome.assertOk().out().strip());
  }
}
