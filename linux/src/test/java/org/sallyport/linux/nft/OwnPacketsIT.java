package org.sallyport.linux.nft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sallyport.core.firewall.Decision;
import org.sallyport.core.firewall.Packet;
import org.sallyport.core.firewall.Packet.Payload;
import org.sallyport.core.firewall.Packet.Route;
import org.sallyport.core.firewall.Ruleset;
import org.sallyport.core.firewall.Verdict;

/// What programs on the gateway's own machine may send and be sent, as values and in the kernel:
/// real programs of real user numbers, and the other side of the wires as the witness. `-Dseed=N`
/// repeats a choice of packets.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OwnPacketsIT {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final int SHORT_MILLIS = 300;
  private static final int LONG_MILLIS = 10_000;
  private static final long SEED = Long.getLong("seed", new SecureRandom().nextLong());
  private static final String WITNESS = "inet around";

  private static final String COUNTING =
      """
      table inet around {
        counter seen { }
        chain arriving {
          type filter hook prerouting priority -500; policy accept;
          iifname != "lo" tcp flags syn / syn,ack counter name "seen"
          iifname != "lo" meta l4proto udp counter name "seen"
        }
      }
      """;

  private final PacketCounters counters = new PacketCounters();
  private PacketLab lab;

  @BeforeAll
  void start() throws Exception {
    lab = PacketLab.start(SentPackets.OTHER_SIDE);
    counters.apply(lab.around, COUNTING);
  }

  @AfterAll
  void close() throws Exception {
    lab.close();
  }

  static Stream<String> named() {
    return Stream.of("default", "timesync", "vpn", "open", "exceptions", "own-programs");
  }

  @ParameterizedTest
  @MethodSource("named")
  void whatIsSentLeavesAsTheRulesDecide(String name) throws Exception {
    Ruleset rules = Policies.named(name).rules();
    lab.apply(rules);
    for (Packet packet : SentPackets.some(rules, new Random(SEED))) {
      Decision decision = rules.decide(packet);
      long seen = seen();
      Map<String, Long> before = lab.met(rules);
      var program = start(packet);
      soon(packet + ", " + decision)
          .until(() -> times(lab.met(rules), decision) > times(before, decision));
      boolean leaves = leaves(packet, decision);
      soon(packet + ", " + decision).until(() -> seen() > seen || !leaves);
      assertThat(seen() > seen).as("%s, %s", packet, decision).isEqualTo(leaves);
      int _ = program.destroyForcibly().waitFor();
    }
  }

  private static ConditionFactory soon(String what) {
    return await(what).atMost(SOON).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1));
  }

  private static boolean leaves(Packet packet, Decision decision) {
    return decision.verdict() instanceof Verdict.Accept
        && packet.route() instanceof Route.Leaving(var by, _)
        && !by.equals("lo");
  }

  private long seen() throws InterruptedException {
    return counters.read(lab.around, WITNESS).getOrDefault("seen", 0L);
  }

  private static long times(Map<String, Long> met, Decision decision) {
    return met.getOrDefault(decision.rule(), 0L);
  }

  /// Starts a program that sends it, by a user of that number.
  private Process start(Packet packet) throws IOException {
    String to = packet.destination().getHostAddress();
    String line =
        switch (packet.payload()) {
          case Payload.Tcp(var port, _) -> "exec 3<>/dev/tcp/%s/%d".formatted(to, port);
          case Payload.Udp(_, var port) -> "echo x > /dev/udp/%s/%d".formatted(to, port);
          case Payload.Icmp _, Payload.Other _ -> throw new IllegalStateException("" + packet);
        };
    return new ProcessBuilder(
            List.of(
                "nsenter",
                "--net=" + PacketLab.path(lab.gateway),
                "--",
                "setpriv",
                "--reuid",
                packet.route() instanceof Route.Leaving(_, var uid) ? Long.toString(uid) : "0",
                "--clear-groups",
                "--",
                "bash",
                "-c",
                line))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  @ParameterizedTest
  @CsvSource({
    "open, 198.51.100.2, 22, true",
    "open, 2001:db8:1::2, 81, true",
    "open, 198.51.100.2, 443, false",
    "open, 2001:db8:1::2, 443, false",
    "default, 198.51.100.2, 22, false",
    "default, 2001:db8:1::2, 22, false",
  })
  void outsideGetsAnAnswerFromOpenPortsOnly(String name, String address, int port, boolean open)
      throws Exception {
    lab.apply(Policies.named(name).rules());
    var there = new InetSocketAddress(Policies.ip(address), port);
    try (ServerSocket server = lab.gateway.run(() -> listening(there))) {
      if (open) {
        assertAnswers(server, there);
      } else {
        assertThatThrownBy(() -> lab.around.run(() -> connected(there, SHORT_MILLIS)))
            .isInstanceOf(SocketTimeoutException.class);
      }
    }
  }

  private void assertAnswers(ServerSocket server, InetSocketAddress there) throws Exception {
    try (Socket client = lab.around.run(() -> connected(there, LONG_MILLIS));
        Socket served = server.accept()) {
      served.getOutputStream().write('x');
      assertThat(client.getInputStream().read()).isEqualTo('x');
    }
  }

  private static ServerSocket listening(InetSocketAddress address) throws IOException {
    var server = new ServerSocket();
    server.bind(address);
    return server;
  }

  private static Socket connected(InetSocketAddress address, int millis) throws IOException {
    var client = new Socket();
    client.connect(address, millis);
    return client;
  }

  /// What a router says of a connection of tor's, as of one that is not.
  @ParameterizedTest
  @CsvSource({
    "default, 203.0.113.99, true, '3, 4', 'too big, IPv4'",
    "default, 2001:db8:7::7, true, '2, 0', 'too big, IPv6'",
    "default, 203.0.113.99, false, '3, 4', 'no connection, in'",
    "default, 2001:db8:7::7, false, '2, 0', 'no connection, in'",
    "default, 203.0.113.99, true, '3, 1', ''",
    "default, 2001:db8:7::7, true, '1, 0', ''",
    "open, 203.0.113.99, true, '3, 1', 'related, in'",
    "open, 2001:db8:7::7, true, '1, 0', 'related, in'",
  })
  void routersAreHeardAboutTorsConnections(
      String name, String address, boolean known, String message, String rule) throws Exception {
    Ruleset rules = Policies.named(name).rules(0);
    lab.apply(rules);
    var there = new InetSocketAddress(Policies.ip(address), 443);
    try (var _ = lab.around.run(() -> listening(there));
        Socket client = lab.gateway.run(() -> connected(there, LONG_MILLIS))) {
      Map<String, Long> before = lab.met(rules);
      long survived = lab.survived();
      long arrived = lab.arrived();
      var own = (InetSocketAddress) client.getLocalSocketAddress();
      int type = Integer.parseInt(message.split(", ", -1)[0]);
      int code = Integer.parseInt(message.split(", ", -1)[1]);
      var inner = new RouterMessage(own.getAddress(), there, known ? own.getPort() : 1);
      lab.send("eth0", inner.bytes(PacketLab.mac("eth0"), type, code));
      if (rule.isEmpty()) {
        soon("it arrives").until(() -> lab.arrived() > arrived);
      } else {
        soon(rule)
            .until(() -> lab.met(rules).getOrDefault(rule, 0L) > before.getOrDefault(rule, 0L));
      }
      boolean heard = !rule.isEmpty() && !rule.startsWith("no connection");
      assertThat(lab.survived() > survived).isEqualTo(heard);
    }
  }
}
