package org.sallyport.testbed.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.sallyport.testbed.e2e.TorWatch.Seen;
import org.sallyport.testbed.lan.LanMachine;

/// Other machines behind the gateway, without any software of ours: each on its own circuits, none
/// past Tor, and a stranger among them nowhere.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LanIT {
  private static final String PAGE = "http://web.test/json";
  private static final String ANSWER = "\"door\": \"web\"";
  private static final String SSH_OPTIONS =
      "-p 2222 -o BatchMode=yes -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null";
  private static final int SWAPS = 100;
  private static final Duration SOON = Duration.ofSeconds(10);

  /// Ways out that are not Tor, each in one line that must fail.
  private static final List<String> WAYS_OUT =
      List.of(
          "ping -c1 -W1 198.51.100.7",
          "ping -c1 -W1 10.66.0.1",
          "ping -c1 -W1 2001:db8:7::7",
          "timeout 2 bash -c 'exec 3<>/dev/udp/198.51.100.7/443; echo x >&3; read -t1 <&3'",
          "curl -sS -m 3 http://10.66.0.1/",
          "ping -c1 -W1 " + LanDeployment.SEGMENT.gatewayV4());

  private final LanDeployment lab = LanDeployment.start();
  private final LanMachine one = lab.machine(11);
  private final LanMachine two = lab.machine(12);
  private final LanMachine three = lab.machine(13);

  @AfterAll
  void close() {
    List.of(one, two, three).forEach(LanMachine::close);
    lab.close();
  }

  private static void assertReaches(LanMachine machine, String line) {
    assertThat(LanDeployment.sh(machine, line).assertOk().out()).as(line).contains(ANSWER);
  }

  private static void assertFails(LanMachine machine, String line) {
    assertThat(LanDeployment.sh(machine, line).status()).as(line).isNotZero();
  }

  @Test
  void eachMachineHasCircuitsOfItsOwn() {
    try (var _ = WorldHost.start(lab.deployment());
        var watch = TorWatch.of(lab.deployment())) {
      Set<String> tokens = new HashSet<>();
      Set<String> carriers = new HashSet<>();
      for (LanMachine machine : List.of(one, two, three)) {
        var seen = watch.during(() -> everyWay(machine));
        assertThat(seen).hasSize(5);
        assertThat(tokens(seen)).hasSize(3).allMatch(tokens::add);
        assertThat(watch.carriers(seen)).isNotEmpty().allMatch(carriers::add);
      }
    }
  }

  /// Without a proxy twice, by two SocksPorts, and by SSH.
  private static void everyWay(LanMachine machine) {
    assertReaches(machine, "curl -sS -m 20 " + PAGE);
    assertReaches(machine, "wget -q -T 20 -O - " + PAGE);
    assertReaches(machine, "curl -sS -m 20 -x socks5h://10.152.152.10:9117 " + PAGE);
    assertReaches(machine, "curl -sS -m 20 -x socks5h://[fd19:c33d:88bc::10]:9150 " + PAGE);
    Outcome ssh = LanDeployment.sh(machine, "ssh " + SSH_OPTIONS + " git@web.test true");
    assertThat(ssh.err()).contains("Permission denied (publickey)");
  }

  /// With what `workstation install` writes: past its packet rules, and each wrapped command on
  /// circuits that no other program of the machine has. Git finds no repository on the page.
  @Test
  void installedMachineHasCircuitsForEachWrappedCommand() {
    String root = lab.deployment().home() + "/installed";
    LanDeployment.sh(three, "mkdir " + root).assertOk();
    Outcome.of(
            List.of(
                Installation.ofThisRun().launcher(),
                "workstation",
                "install",
                "--address",
                three.v4(),
                three.v6(),
                "--root",
                root),
            lab.deployment().environment(),
            Deployment.LIMIT)
        .assertOk();
    String rules = root + "/etc/sallyport-workstation/firewall.nft";
    LanDeployment.sh(three, "nft --file " + rules).assertOk();
    String wrapped = "PATH=" + root + "/usr/local/bin:$PATH; ";
    try (var watch = TorWatch.of(lab.deployment())) {
      List<Runnable> ways =
          List.of(
              () -> assertReaches(three, "curl -sS -m 20 " + PAGE),
              () -> assertReaches(three, wrapped + "curl -sS -m 20 " + PAGE),
              () -> assertFails(three, wrapped + "git ls-remote http://web.test/"));
      Set<String> tokens = new HashSet<>();
      Set<String> carriers = new HashSet<>();
      for (Runnable way : ways) {
        var seen = watch.during(way);
        assertThat(tokens(seen)).hasSize(1).allMatch(tokens::add);
        assertThat(watch.carriers(seen)).isNotEmpty().allMatch(carriers::add);
      }
    }
  }

  private static Set<String> tokens(List<Seen> seen) {
    return seen.stream().map(Seen::token).collect(Collectors.toSet());
  }

  @Test
  void everyResolverIsTheGateways() {
    for (String way :
        List.of("", "@192.0.2.53", "+tcp @192.0.2.53", "@2001:db8::53", "+tcp @2001:db8::53")) {
      Outcome answer =
          LanDeployment.sh(one, "dig +short +timeout=5 +tries=1 " + way + " web.test").assertOk();
      assertThat(answer.out()).as(way).matches("10\\.(19[2-9]|2[0-5][0-9])\\..*\\n");
    }
  }

  @Test
  void nothingGetsPastTor() {
    try (var console = UplinkConsole.of(lab.deployment())) {
      for (String way : WAYS_OUT) {
        assertFails(one, way);
      }
      LanDeployment.sh(one, "ip route add 10.152.152.12/32 via 10.152.152.10").assertOk();
      assertFails(one, "curl -sS -m 3 http://10.152.152.12:22/");
      assertThat(console.direct()).isZero();
      console.leak("198.51.100.7");
      assertThat(console.direct()).as("what the witness would see").isPositive();
    }
  }

  /// It gives itself the address, then the hardware address, of a machine that is known but absent:
  /// one of them is not enough. Both together are that machine's.
  @Test
  void strangerGetsNowhere() {
    try (var stranger = lab.machine(15)) {
      assertNothingAnswers(stranger);
      become(stranger, "", LanDeployment.SEGMENT.v4Of(LanDeployment.ABSENT));
      assertNothingAnswers(stranger);
      become(
          stranger, "address " + LanDeployment.SEGMENT.macOf(LanDeployment.ABSENT), stranger.v4());
      assertNothingAnswers(stranger);
      become(stranger, "", LanDeployment.SEGMENT.v4Of(LanDeployment.ABSENT));
      assertReaches(stranger, "curl -sS -m 20 -x socks5h://10.152.152.10:9050 " + PAGE);
    }
  }

  private static void become(LanMachine machine, String hardware, String address) {
    String _ =
        machine
            .site()
            .sh(
                """
                ip link set eth0 down && ip link set eth0 %s up && ip addr flush dev eth0 &&
                ip addr add %s/18 dev eth0 && ip route add default via 10.152.152.10
                """
                    .formatted(hardware, address));
  }

  private static void assertNothingAnswers(LanMachine stranger) {
    assertFails(stranger, "dig +short +timeout=1 +tries=1 web.test");
    assertFails(stranger, "curl -sS -m 1 -x socks5h://10.152.152.10:9050 " + PAGE);
    assertFails(stranger, "curl -sS -m 1 http://192.88.99.50/json");
    assertFails(stranger, "curl -sS -m 1 http://10.152.152.10:20000/");
    assertFails(stranger, "ping -c1 -W1 10.152.152.10");
  }

  /// The stranger says on the wire that it has the machine's address; a gateway that believed it
  /// would send it the machine's answers.
  @Test
  void nobodyTakesAnotherMachinesAnswers() {
    try (var stranger = lab.machine(15)) {
      become(stranger, "", two.v4());
      assertFails(stranger, "ping -c3 -i0.2 -W1 " + LanDeployment.SEGMENT.gatewayV4());
      for (String address : List.of(two.v4(), two.v6())) {
        lab.inside("ip neigh show %s | grep 'lladdr %s PERMANENT'".formatted(address, two.mac()));
      }
      assertReaches(two, "curl -4 -sS -m 20 -x socks5h://10.152.152.10:9050 " + PAGE);
    }
  }

  /// What `gateway` prints without starting anything, beside the one that runs.
  @Test
  void gatewayTellsWhatItDoes() {
    var deployment = lab.deployment();
    assertThat(deployment.sallyport("gateway", "--info").assertOk().out())
        .contains(one.v4(), two.mac());
    assertThat(deployment.sallyport("gateway", "--dry-run").assertOk().out())
        .contains("table inet sallyport_lan", "policy drop");
    assertThat(deployment.sallyport("gateway", "--detach").assertStatus(6).err())
        .contains("already runs");
  }

  @Test
  void changedPolicyDropsNoStreamAndOpensNoWindow() {
    var reloads = new LanReloads(lab);
    String usual = LanDeployment.configuration();
    reloads.plugUplink();
    try (var streams = reloads.manyStreams(two);
        var gatewayTries = reloads.everyMillisecond(lab.lab().gateway().command(List.of()));
        var machineTries = reloads.everyMillisecond(three.site().command(List.of()))) {
      reloads.swap(usual, SWAPS);
      reloads.echo(streams, 0);
      assertThat(LanReloads.tried(gatewayTries)).isPositive();
      assertThat(LanReloads.tried(machineTries)).isPositive();
      reloads.assertNothingOut();
      reloads.use(LanReloads.more(usual));
      assertReaches(two, "curl -sS -m 20 " + PAGE);
      assertFails(two, "curl -sS -m 20 http://denied.test/json");
      reloads.sendInClear();
      assertThat(reloads.sentOut()).as("what the witness would see").isEqualTo(1);
      reloads.use(usual);
      reloads.sendInClear();
      assertThat(reloads.sentOut()).isEqualTo(1);
      reloads.echo(streams, 1);
    } finally {
      reloads.unplugUplink();
    }
  }

  @Test
  void rulesThatAnotherHandChangesComeBack() {
    var harms =
        List.of(
            "nft delete table inet sallyport_lan",
            "nft flush chain inet sallyport_lan arrival",
            "nft insert rule inet sallyport_lan forward accept",
            """
            rules=$(nft -s list table inet sallyport_lan) &&
            nft delete table inet sallyport_lan && echo "$rules" | nft -f -
            """);
    for (int i = 0; i < harms.size(); i++) {
      int times = i + 1;
      lab.inside(harms.get(i));
      await(harms.get(i)).atMost(SOON).until(() -> timesPutBack() == times);
      assertReaches(two, "curl -sS -m 20 " + PAGE);
    }
  }

  private int timesPutBack() {
    return lab.deployment().log().split("rules hold again", -1).length - 1;
  }

  @Test
  void explanationIsWhatTheKernelDoes() {
    assertExplained(one, "tcp 10.152.152.11 > 192.0.2.7:443", "redirect", tcp("192.0.2.7", 443));
    assertExplained(
        one, "tcp [fd19:c33d:88bc::11] > [2001:db8:7::7]:25", "redirect", tcp("2001:db8:7::7", 25));
    assertExplained(
        one,
        "udp 10.152.152.11 > 192.0.2.53:53",
        "redirect",
        "dig +timeout=1 +tries=1 @192.0.2.53 web.test");
    assertExplained(
        one,
        "tcp 10.152.152.12 > 192.0.2.7:443 from 52:54:00:00:00:11",
        "drop",
        "ip addr add 10.152.152.12/32 dev lo; timeout 1 curl --interface 10.152.152.12 192.0.2.7;"
            + " ip addr del 10.152.152.12/32 dev lo");
    try (var stranger = lab.machine(15)) {
      assertExplained(
          stranger,
          "tcp 10.152.152.15 > 10.152.152.10:9050 from " + stranger.mac(),
          "drop",
          tcp("10.152.152.10", 9050));
    }
    new ExplainedPacket("out root udp > 10.152.152.11:9", "reject")
        .assertSame(
            lab.deployment(),
            () -> lab.inside("bash -c 'echo x >/dev/udp/10.152.152.11/9' || true"));
  }

  private void assertExplained(LanMachine machine, String packet, String verdict, String line) {
    new ExplainedPacket(packet, verdict)
        .assertSame(lab.deployment(), () -> LanDeployment.sh(machine, line));
  }

  private static String tcp(String address, int port) {
    return "timeout 1 bash -c 'exec 3<>/dev/tcp/%s/%d'".formatted(address, port);
  }
}
