package org.sallyport.linux.nft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sallyport.core.firewall.ConnectionState;
import org.sallyport.core.firewall.Packet;
import org.sallyport.core.firewall.Packet.Payload;
import org.sallyport.core.firewall.Packet.Route;
import org.sallyport.core.firewall.Ruleset;
import org.sallyport.core.firewall.Verdict;
import org.sallyport.core.lan.MachineLimits;

/// How much a machine gets when it wants everything, and that another gets what it had.
final class LimitedMachinesIT {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final int MANY = 200;
  private static final int FEW = 5;
  private static final MachineLimits AT_ONCE = new MachineLimits(FEW, MachineLimits.MOST);
  private static final MachineLimits A_SECOND = new MachineLimits(MachineLimits.MOST, FEW);

  private PacketLab lab;
  private int sent;

  @BeforeEach
  void start() throws Exception {
    lab = PacketLab.start("");
  }

  @AfterEach
  void close() throws Exception {
    lab.close();
  }

  @ParameterizedTest
  @CsvSource({
    "10.152.152.11, 10.152.152.12, one, 10.152.152.11",
    "fd19:c33d:88bc::11, fd19:c33d:88bc::12, one, fd19:c33d:88bc::11",
    "10.152.152.77, 10.152.152.12, guests, 10.152.128.0/18",
    "fd19:c33d:88bc::77, fd19:c33d:88bc::12, guests, fd19:c33d:88bc::/96",
  })
  void machineThatWantsEverythingGetsItsShare(String greedy, String other, String who, String what)
      throws Exception {
    for (var limit : Map.of("at once", AT_ONCE, "a second", A_SECOND).entrySet()) {
      Ruleset rules = Policies.limited(limit.getValue()).rules();
      lab.apply(rules);
      String refused = "too many connections %s, %s %s".formatted(limit.getKey(), who, what);
      try (var _ = listening(rules, greedy);
          var _ = listening(rules, other)) {
        for (int i = 0; i < MANY; i++) {
          send(greedy);
        }
        await(refused).atMost(SOON).until(() -> lab.arrived() == sent());
        long met = lab.met(rules).getOrDefault(refused, 0L);
        boolean atOnce = limit.getValue().equals(AT_ONCE);
        assertThat(met).as(refused).isBetween(atOnce ? MANY - FEW : 1L, (long) MANY - 1);
        long survived = lab.survived();
        send(other);
        await(other).atMost(SOON).until(() -> lab.survived() > survived);
      }
    }
  }

  private void send(String machine) throws Exception {
    lab.send(opening(machine));
    sent++;
  }

  private long sent() {
    return sent;
  }

  private static Packet opening(String machine) {
    boolean v4 = !machine.contains(":");
    return new Packet(
        new Route.Arriving("int0", Policies.MAC_ONE),
        Policies.ip(machine),
        Policies.ip(v4 ? "203.0.113.9" : "2001:db8:7::9"),
        Payload.Tcp.opening(443),
        ConnectionState.NEW,
        false);
  }

  /// Where a machine's connections go: what is not answered does not count as a connection.
  private ServerSocket listening(Ruleset rules, String machine) throws Exception {
    var server = new ServerSocket();
    if (rules.decide(opening(machine)).verdict() instanceof Verdict.Redirect(var at, var port)) {
      lab.gateway.run(() -> {
        server.bind(new InetSocketAddress(at, port), MANY);
        return null;
      });
    }
    return server;
  }
}
