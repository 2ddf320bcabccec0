package org.sallyport.testbed.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.sallyport.api.CircuitRow;
import org.sallyport.api.IsolationRow;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.core.state.GatewayState;
import org.sallyport.testbed.demo.Report.Held;
import org.sallyport.testbed.stage.Outcome;
import org.sallyport.testbed.stage.Stage;
import org.sallyport.testbed.stage.Stage.Actor;
import tools.jackson.databind.JsonNode;

/// The script of the demonstration. Each step does something that a user would do and checks what
/// the gateway, tor's events, the web server or the witness say of it.
final class Demo {
  static final int STEPS = 6;

  private static final Actor BROWSER = new Actor("research", "browser");
  private static final Actor FETCHER = new Actor("research", "fetcher");
  private static final Actor READER = new Actor("private", "reader");
  private static final String WEB = "http://web.test/";

  private final Stage stage;
  private final Report report;

  Demo(Stage stage, Report report) {
    this.stage = stage;
    this.report = report;
  }

  /// Plays all steps; gives the exit status.
  int play() {
    report.step("A private Tor network on this machine, and a gateway in front of it", this::open);
    report.step("Three unmodified applications in two workstations", this::fetch);
    report.step("What tor's own events prove", this::prove);
    report.step("A new identity for one application only", this::renew);
    report.step("What tries to get around the gateway", this::attack);
    report.step("The end", this::end);
    return report.end();
  }

  private void open() {
    Outcome up = stage.sallyport(List.of("up", "--detach"));
    if (up.status() != 0) {
      throw new GatewayException(ErrorKind.UPSTREAM, up.text());
    }
    var status = stage.status();
    report.line("1 authority, 2 middle relays, 3 exits, 1 bridge; tor " + status.tor().version());
    report.line("no internet: a network namespace without a way out");
    report.check("the gateway is open", Held.when(status.state() == GatewayState.OPEN), "");
  }

  private void fetch() {
    show(BROWSER, "by SOCKS", curlBySocks(), "curl --socks5-hostname 127.0.0.1:9050 " + WEB);
    show(FETCHER, "told nothing of Tor", wget(), "wget " + WEB);
    String onion = stage.world().get("onion").asString();
    show(READER, "an onion service", stage.run(READER, "curl", "-sS", onion), "curl " + onion);
  }

  private Outcome curlBySocks() {
    return stage.run(BROWSER, "curl", "-sS", "--socks5-hostname", "127.0.0.1:9050", WEB);
  }

  private Outcome wget() {
    return stage.run(FETCHER, "wget", "-qO-", WEB);
  }

  private void show(Actor actor, String how, Outcome outcome, String command) {
    boolean reached = outcome.status() == 0 && outcome.firstLine().contains("exit");
    report.check(actor.text() + ", " + how, Held.when(reached), command);
    report.line("  " + outcome.firstLine());
  }

  private void prove() {
    var isolation = stage.isolation();
    report.line(String.format("%-20s %-12s %-8s %s", "application", "circuits", "exit", "streams"));
    for (IsolationRow row : isolation.applications()) {
      report.line(
          String.format(
              "%-20s %-12s %-8s %d",
              row.workstation() + "/" + row.application(),
              String.join(",", row.circuits()),
              row.exits().isEmpty() ? "none" : String.join(",", row.exits()),
              row.streams()));
    }
    var circuits = new ArrayList<String>();
    isolation.applications().forEach(row -> circuits.addAll(row.circuits()));
    boolean disjoint = circuits.stream().distinct().count() == circuits.size();
    report.check("no circuit is shared", Held.when(disjoint && !circuits.isEmpty()), "");
    var verdict = isolation.verdict();
    report.check(
        "the verdict: isolation holds",
        Held.when(verdict.holds() && verdict.foreign() == 0 && isolation.violations().isEmpty()),
        verdict.circuitsJudged()
            + " circuits and "
            + verdict.streamsJudged()
            + " streams judged, "
            + verdict.violations()
            + " violations");
  }

  private void renew() {
    List<CircuitRow> before = openCircuits();
    Outcome renewed =
        stage.sallyport(
            List.of("newnym", "--workstation", FETCHER.workstation(), "--app", FETCHER.name()));
    report.check("sallyport newnym --app fetcher", Held.when(renewed.status() == 0), "");
    List<String> after = names(openCircuits());
    List<String> closed = names(of(FETCHER, before));
    List<String> kept = names(of(BROWSER, before));
    report.check(
        FETCHER.text() + ": its circuits are closed",
        Held.when(!closed.isEmpty() && after.stream().noneMatch(closed::contains)),
        String.join(", ", closed));
    report.check(
        BROWSER.text() + ": its circuits are left alone",
        Held.when(!kept.isEmpty() && after.containsAll(kept)),
        String.join(", ", kept));
    Outcome again = wget();
    List<String> fresh = names(of(FETCHER, openCircuits()));
    report.check(
        FETCHER.text() + ": the next stream has another circuit",
        Held.when(again.status() == 0 && !fresh.isEmpty() && !fresh.equals(closed)),
        String.join(", ", fresh) + "; " + again.firstLine());
  }

  private List<CircuitRow> openCircuits() {
    return stage.circuits().circuits().stream()
        .filter(row -> row.status().equals("BUILT"))
        .toList();
  }

  private static List<CircuitRow> of(Actor actor, List<CircuitRow> rows) {
    return rows.stream().filter(row -> row.owners().contains(actor.text())).toList();
  }

  private static List<String> names(List<CircuitRow> rows) {
    return rows.stream()
        .map(row -> row.legs().stream().map(CircuitRow.Leg::id).collect(Collectors.joining("+")))
        .toList();
  }

  private void attack() {
    JsonNode world = stage.world();
    String lan = world.get("lan-host").asString();
    String host = world.get("public-host").asString();
    String resolver = world.get("foreign-resolver").asString();
    nowhere("a direct connection to " + lan, "curl", "-sS", "--max-time", "10", "http://" + lan);
    nowhere(
        "a UDP packet to " + host + ":4433", "bash", "-c", "echo x >/dev/udp/" + host + "/4433");
    nowhere("a ping to " + host, "ping", "-c", "1", "-W", "1", host);
    Outcome dig =
        stage.run(FETCHER, "dig", "+short", "+time=2", "+tries=1", "@" + resolver, "web.test");
    report.check(
        "a DNS query to " + resolver + " is answered inside, by a fake address",
        Held.when(dig.firstLine().startsWith("10.")),
        dig.lastLine());
    long direct = stage.world().get("witness").get("direct").asLong();
    report.check("nothing of it reached the witness", Held.when(direct == 0), direct + " packets");
    Outcome _ = stage.outside("bash", "-c", "echo x >/dev/udp/" + host + "/4433");
    long seen = stage.awaitWorld(Demo::sawSomething).get("witness").get("direct").asLong();
    report.check(
        "the witness is awake: it sees a packet from outside the workstation",
        Held.when(seen > 0),
        seen + " packets");
  }

  private static boolean sawSomething(JsonNode world) {
    return world.get("witness").get("direct").asLong() > 0;
  }

  private void nowhere(String what, String... program) {
    Outcome outcome = stage.run(FETCHER, program);
    report.check(what + " fails", Held.when(outcome.status() != 0), outcome.lastLine());
  }

  private void end() {
    Outcome down = stage.sallyport(List.of("down"));
    report.check("sallyport down", Held.when(down.status() == 0), "");
  }
}
