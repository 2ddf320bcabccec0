package org.sallyport.testbed.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sallyport.api.IsolationRow;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.core.state.GatewayState;
import org.sallyport.testbed.demo.Report.Held;
import org.sallyport.testbed.lan.LanMachine;
import org.sallyport.testbed.lan.Seat;
import org.sallyport.testbed.lan.Segment;
import org.sallyport.testbed.leak.Examination;
import org.sallyport.testbed.leak.Ground;
import org.sallyport.testbed.leak.LanTerrain;
import org.sallyport.testbed.leak.matrix.Evidence;
import org.sallyport.testbed.leak.matrix.Matrix;
import org.sallyport.testbed.network.NetworkNode;
import org.sallyport.testbed.stage.Outcome;

/// The script of the demonstration for other machines. Three workstations that have no software of
/// ours use the gateway; a fourth machine, which the gateway was not told of, attacks it. Each step
/// checks what tor's events, the machines or the witnesses on the uplink say.
final class LanDemo {
  static final int STEPS = 6;

  private static final String PAGE = "http://public.test/";

  private final Ground ground;
  private final LanTerrain terrain;
  private final SshHost ssh;
  private final Report report;
  private final Stranger stranger;
  private final Examination examination;

  LanDemo(Ground ground, LanTerrain terrain, SshHost ssh, Report report) {
    this.ground = ground;
    this.terrain = terrain;
    this.ssh = ssh;
    this.report = report;
    var matrix = new Matrix();
    this.examination = new Examination(ground, matrix);
    this.stranger = new Stranger(ground, terrain, examination);
  }

  /// Plays all steps; gives the exit status.
  int play() {
    report.step("Four machines behind a plain router, without a gateway", this::expose);
    report.step("The same machine becomes the gateway", this::open);
    report.step("Three workstations, without any software of ours", this::use);
    report.step("What tor's own events prove", this::prove);
    report.step("A fourth machine attacks", this::attack);
    report.step("The end: the gateway goes, its rules stay", this::end);
    return report.end();
  }

  private void expose() {
    stranger.expose();
    report.line("uplink: 192.168.77.2 on eth0, the private Tor network and an Internet behind it");
    report.line("witnesses on it: a packet capture (AF_PACKET) and nft's counters");
    report.check(
        "both see every one of the fourth machine's %d attempts".formatted(stranger.attempts()),
        Held.when(stranger.unseen().isEmpty()),
        String.join(" ", stranger.unseen()));
    report.check(
        "the gateway's own ports answer it",
        Held.when(stranger.silentBefore() == 0),
        stranger.answeredBefore() + " of " + stranger.answeredBefore() + " answer");
  }

  private void open() {
    ground.configure();
    Outcome up = ground.stage().sallyport(List.of("gateway", "--detach"));
    if (up.status() != 0) {
      throw new GatewayException(ErrorKind.UPSTREAM, up.text());
    }
    var status = ground.stage().status();
    for (Segment segment : LanTerrain.SEGMENTS) {
      report.line(
          "%s: %s/%d and %s"
              .formatted(
                  segment.internal(), segment.gatewayV4(), segment.bitsV4(), segment.gatewayV6()));
    }
    report.line("workstations one and two on int0, three on int1, by address and MAC");
    report.check("the gateway is open", Held.when(status.state() == GatewayState.OPEN), "");
  }

  /// How a workstation uses the network: what its column is called, and what it types.
  private Map<String, String> ways(LanMachine machine) {
    Map<String, String> ways = new LinkedHashMap<>();
    ways.put("curl", "curl -sS -m 30 " + PAGE);
    ways.put(
        "curl by SOCKS",
        "curl -sS -m 30 -x socks5h://%s:9050 %s".formatted(machine.segment().gatewayV4(), PAGE));
    ways.put("dig", "dig +short +timeout=10 +tries=1 public.test");
    ways.put(
        "ssh",
        "ssh %s %s@public.test 'echo $SSH_CONNECTION'".formatted(ssh.options(), SshHost.ACCOUNT));
    return ways;
  }

  private void use() {
    Evidence _ = examination.look();
    var width = 15;
    report.line("%-9s".formatted("") + padded(ways(terrain.machine(Seat.ONE)).keySet(), width));
    for (Seat seat : Seat.USERS) {
      var machine = seat.workstation();
      var ways = ways(terrain.machine(seat));
      var answers = new LinkedHashMap<String, Outcome>();
      ways.forEach((way, line) -> answers.put(way, sh(seat, line)));
      List<String> words = answers.values().stream().map(this::words).toList();
      report.line("%-9s".formatted(machine) + padded(words, width));
      boolean all = answers.entrySet().stream().allMatch(e -> reached(e.getKey(), e.getValue()));
      var failed = answers.values().stream().filter(outcome -> outcome.status() != 0).toList();
      report.check(
          machine + ": every program has its answer",
          Held.when(all),
          failed.isEmpty() ? "" : failed.getFirst().lastLine());
    }
    nothingPassed("meanwhile");
  }

  private static String padded(Iterable<String> words, int width) {
    var line = new StringBuilder();
    words.forEach(word -> line.append(("%-" + width + "s").formatted(word)));
    return line.toString().stripTrailing();
  }

  private Outcome sh(Seat seat, String line) {
    return Outcome.of(terrain.machine(seat).command(line));
  }

  /// The exit that a server saw, or the address that stands for the name.
  private String words(Outcome outcome) {
    String address = outcome.firstLine().split(" ", 2)[0];
    return exitAt(address).orElse(outcome.status() == 0 ? address : "failed");
  }

  private Optional<String> exitAt(String address) {
    return ground.network().exits().stream()
        .filter(exit -> exit.address().equals(address))
        .map(NetworkNode::nickname)
        .findFirst();
  }

  private boolean reached(String way, Outcome outcome) {
    return outcome.status() == 0
        && (way.equals("dig")
            ? outcome.firstLine().startsWith("10.")
            : exitAt(outcome.firstLine().split(" ", 2)[0]).isPresent());
  }

  private void prove() {
    var isolation = ground.stage().isolation();
    report.line(
        String.format("%-16s %-14s %-14s %s", "workstation", "circuits", "exits", "streams"));
    var circuits = new ArrayList<String>();
    for (IsolationRow row : isolation.applications()) {
      circuits.addAll(row.circuits());
      report.line(
          String.format(
              "%-16s %-14s %-14s %d",
              row.workstation(),
              String.join(",", row.circuits()),
              String.join(",", row.exits()),
              row.streams()));
    }
    var names =
        isolation.applications().stream()
            .map(IsolationRow::workstation)
            .collect(Collectors.toSet());
    report.check(
        "each workstation used circuits, and shares none",
        Held.when(
            names.containsAll(Seat.USERS.stream().map(Seat::workstation).toList())
                && circuits.stream().distinct().count() == circuits.size()
                && isolation.applications().stream().noneMatch(row -> row.circuits().isEmpty())),
        "");
    var verdict = isolation.verdict();
    report.check(
        "the verdict: isolation holds",
        Held.when(verdict.holds() && verdict.foreign() == 0 && isolation.violations().isEmpty()),
        "%d circuits and %d streams judged, %d violations"
            .formatted(verdict.circuitsJudged(), verdict.streamsJudged(), verdict.violations()));
  }

  private void attack() {
    Evidence _ = examination.look();
    report.line("%-22s %9s %13s %16s".formatted("", "attempts", "plain router", "behind gateway"));
    for (Stranger.Row row : stranger.attack()) {
      report.line(
          "%-22s %9d %13s %16s"
              .formatted(
                  row.family(), row.attempts(), row.attempts() + " out", row.out() + " out"));
    }
    report.check(
        "none of its %d attempts left the gateway".formatted(stranger.attempts()),
        Held.when(stranger.leaks().isEmpty()),
        String.join(" ", stranger.leaks()));
    stranger.others().forEach(other -> report.check(other.promise(), other.held(), other.words()));
    nothingPassed("since the gateway opened");
    Outcome again = sh(Seat.ONE, "curl -sS -m 30 " + PAGE);
    report.check("workstation one still works", Held.when(reached("curl", again)), "");
  }

  private void nothingPassed(String when) {
    var leak = examination.look().leak();
    report.check(
        "the witnesses saw nothing but tor's packets " + when,
        Held.when(leak.isEmpty()),
        leak.orElse("0 packets"));
  }

  private void end() {
    Outcome down = ground.stage().sallyport(List.of("down"));
    report.check("sallyport down", Held.when(down.status() == 0), "");
    Outcome after = sh(Seat.ONE, "curl -sS -m 2 http://198.51.100.9/");
    report.check(
        "workstation one has no network now", Held.when(after.status() != 0), after.lastLine());
    nothingPassed("until now");
  }
}
