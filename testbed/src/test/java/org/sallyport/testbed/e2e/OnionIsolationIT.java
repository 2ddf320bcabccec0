package org.sallyport.testbed.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.sallyport.testbed.e2e.Opener.Call;
import org.sallyport.testbed.e2e.Opener.Route;
import org.sallyport.testbed.e2e.Opener.Way;
import org.sallyport.testbed.e2e.TorWatch.Seen;
import org.sallyport.testbed.world.OnionService;
import org.sallyport.tor.control.ControlConnection;

/// Onion services are reached on circuits of their own: apart from the clear streams of the same
/// key, and each apart from the others.
@ExtendWith(SharedGateway.class)
final class OnionIsolationIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String ONION_DOOR = "192.88.99.50:8080";
  private static final int SOCKS = 9050;
  private static final int ONION_ONLY = 9116;
  private static final int WEB = 80;

  private final Deployment deployment;

  OnionIsolationIT(Deployment deployment) {
    this.deployment = deployment;
  }

  @Test
  void servicesAndClearStreamsOfOneKeyAreApart() {
    try (var relay = ControlConnection.open(relay(), SOON);
        var watch = TorWatch.of(deployment);
        var opener = Opener.in(deployment, "whonix", "onions")) {
      relay.authenticateNull();
      var another = OnionService.publish(relay, ONION_DOOR);
      List<Seen> seen =
          watch.during(() -> {
            assertThat(ask(opener, "web.test", SOCKS)).isEqualTo("ok");
            assertThat(ask(opener, onion(), SOCKS)).isEqualTo("ok");
            assertThat(ask(opener, another.address(), SOCKS)).isEqualTo("ok");
            assertThat(ask(opener, onion(), SOCKS)).isEqualTo("ok");
          });
      assertThat(seen).extracting(Seen::token).containsOnly(seen.getFirst().token()).hasSize(4);
      Set<String> used = new HashSet<>();
      for (Seen apart : seen.subList(0, 3)) {
        assertThat(watch.carriers(List.of(apart))).isNotEmpty().allMatch(used::add);
      }
      assertThat(watch.carriers(seen.subList(3, 4))).isEqualTo(watch.carriers(seen.subList(1, 2)));
    }
  }

  @Test
  void portForOnionServicesRefusesTheRest() {
    try (var watch = TorWatch.of(deployment);
        var opener = Opener.in(deployment, "whonix", "mixmaster")) {
      var refused =
          watch.during(() -> {
            assertThat(ask(opener, "web.test", ONION_ONLY)).isEqualTo("SOCKS5 2");
            assertThat(ask(opener, "192.88.99.50", ONION_ONLY)).isEqualTo("SOCKS5 2");
          });
      assertThat(refused).isEmpty();
      var passed = watch.during(() -> assertThat(ask(opener, onion(), ONION_ONLY)).isEqualTo("ok"));
      assertThat(passed).extracting(Seen::target).containsExactly(onion() + ":" + WEB);
    }
  }

  private String onion() {
    return URI.create(deployment.facts().get("onion").asString()).getHost();
  }

  /// The control socket of a relay that no service of the world is on.
  private Path relay() {
    return deployment.runtime().resolve("net/mid1/control");
  }

  private static String ask(Opener opener, String host, int at) {
    return opener.answer(new Call(Way.SOCKS5, host, WEB, "", ""), new Route("", "127.0.0.1", at));
  }
}
