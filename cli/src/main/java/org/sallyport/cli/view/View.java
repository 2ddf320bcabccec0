package org.sallyport.cli.view;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.sallyport.api.AdminReply;
import org.sallyport.api.ApplicationRow;
import org.sallyport.api.CircuitRow;
import org.sallyport.api.Hop;
import org.sallyport.api.RefusalRow;
import org.sallyport.api.StreamRow;
import org.sallyport.api.VerdictSummary;
import org.sallyport.cli.screen.Style;
import org.sallyport.cli.screen.Table;
import org.sallyport.cli.screen.Table.Column;
import org.sallyport.cli.screen.Text;

/// What each reply looks like. A violation of isolation is always the first line.
public final class View {
  /// tor's word for a circuit that can be used.
  private static final String BUILT = "BUILT";

  private final Style style;

  /// Views in that style.
  public View(Style style) {
    this.style = style;
  }

  /// The reply as text, LF at its end.
  public String of(AdminReply reply) {
    return switch (reply) {
      case AdminReply.StatusReply status ->
          alarm(status.verdict()) + new StatusView(style).of(status);
      case AdminReply.StreamsReply streams -> alarm(streams.verdict()) + streams(streams.streams());
      case AdminReply.RefusalsReply refusals -> refusals(refusals.refused());
      case AdminReply.CircuitsReply circuits ->
          alarm(circuits.verdict()) + circuits(circuits.circuits());
      case AdminReply.IsolationReply isolation ->
          alarm(isolation.verdict()) + new IsolationView(style).of(isolation);
      case AdminReply.EvidenceReply evidence ->
          Text.count(evidence.events().size(), "event") + " of tor's\n";
      case AdminReply.NewIdentityReply identity -> newIdentity(identity);
      case AdminReply.WorkstationsReply workstations ->
          alarm(workstations.verdict()) + workstations(workstations);
      case AdminReply.WorkstationReply workstation -> workstation(workstation);
      case AdminReply.PortsReply ports -> new PortsView(style).of(ports.ports());
      case AdminReply.ReloadReply reload -> reload(reload);
      case AdminReply.FirewallReply firewall -> new FirewallView(style).of(firewall);
      case AdminReply.FirewallExplainReply explained -> new FirewallView(style).of(explained);
      case AdminReply.StopReply _ -> "The gateway has stopped.\n";
      case AdminReply.LaunchReply launch -> "Launch " + Text.safe(launch.launchId()) + "\n";
      case AdminReply.ShimReply _ -> "A wrapped command may be launched.\n";
      case AdminReply.Failure failure -> Text.safe(failure.message()) + "\n";
    };
  }

  private static String reload(AdminReply.ReloadReply reload) {
    var changed = new ArrayList<String>();
    reload.workstations().forEach(name -> changed.add("workstation " + Text.safe(name)));
    if (reload.machines()) {
      changed.add("the network of machines");
    }
    return changed.isEmpty()
        ? "The configuration holds; nothing in it has changed.\n"
        : "The configuration holds. Changed:\n  " + String.join("\n  ", changed) + "\n";
  }

  private String alarm(VerdictSummary verdict) {
    if (verdict.holds()) {
      return "";
    }
    return style.alarm(
            "VIOLATION: "
                + Text.count(verdict.violations(), "circuit")
                + " carried two isolation keys. See: sallyport isolation")
        + "\n";
  }

  private String streams(List<StreamRow> streams) {
    if (streams.isEmpty()) {
      return "No stream is open.\n";
    }
    var table =
        new Table(
            Column.words("STREAM"),
            Column.words("APPLICATION"),
            Column.numbers("PID"),
            Column.words("PORT"),
            Column.words("DESTINATION"),
            Column.words("CIRCUIT"),
            Column.words("STATE"),
            Column.numbers("BYTES"),
            Column.numbers("AGE"));
    for (var stream : streams) {
      table.row(
          stream.id(),
          stream.workstation() + "/" + stream.application(),
          stream.pid() == null ? "-" : stream.pid().toString(),
          stream.port(),
          stream.destination(),
          stream.circuit() == null ? "-" : stream.circuit(),
          stream.state(),
          Text.bytes(stream.bytesReceived() + stream.bytesSent()),
          Text.age(Duration.ofMillis(stream.ageMillis())));
    }
    return table.text(style);
  }

  private String refusals(List<RefusalRow> refused) {
    if (refused.isEmpty()) {
      return "No stream was refused.\n";
    }
    var table =
        new Table(
            Column.words("APPLICATION"),
            Column.numbers("PID"),
            Column.words("PORT"),
            Column.words("DESTINATION"),
            Column.words("REASON"),
            Column.words("RULE"),
            Column.numbers("AGE"));
    for (var row : refused) {
      table.row(
          row.workstation() + "/" + row.application(),
          row.pid() == null ? "-" : Long.toString(row.pid()),
          row.port(),
          row.destination(),
          row.reason(),
          row.rule(),
          Text.age(Duration.ofMillis(row.ageMillis())));
    }
    return table.text(style);
  }

  private String circuits(List<CircuitRow> circuits) {
    if (circuits.isEmpty()) {
      return "No application has used a circuit.\n";
    }
    var table =
        new Table(
            Column.words("CIRCUIT"),
            Column.words("OWNERS"),
            Column.numbers("STREAMS"),
            Column.numbers("AGE"),
            Column.words("PATH"));
    for (var circuit : circuits) {
      circuitRows(table, circuit);
    }
    return table.text(style);
  }

  private static void circuitRows(Table table, CircuitRow circuit) {
    var first = circuit.legs().getFirst();
    table.row(
        first.id(),
        String.join(", ", circuit.owners()),
        Long.toString(circuit.streams()),
        circuit.status().equals(BUILT)
            ? Text.age(Duration.ofMillis(circuit.ageMillis()))
            : circuit.status().toLowerCase(Locale.ROOT),
        path(first));
    circuit.legs().stream()
        .skip(1)
        .forEach(leg -> table.row("+" + leg.id(), "", "", "", path(leg)));
  }

  private static String path(CircuitRow.Leg leg) {
    return leg.hops().stream().map(Hop::nickname).collect(Collectors.joining(" → "));
  }

  private static String newIdentity(AdminReply.NewIdentityReply identity) {
    if (identity.applications().isEmpty()) {
      return "No application that runs matches; the next one gets a new identity.\n";
    }
    return Text.safe(
            "New identity for "
                + String.join(", ", identity.applications())
                + "; "
                + Text.count(identity.circuitsClosed(), "circuit")
                + " closed.")
        + "\n";
  }

  private String workstations(AdminReply.WorkstationsReply reply) {
    var table =
        new Table(
            Column.words("WORKSTATION"),
            Column.words("POLICY"),
            Column.numbers("IDENTITY"),
            Column.numbers("APPLICATIONS"),
            Column.numbers("STREAMS"));
    for (var row : reply.workstations()) {
      table.row(
          row.name(),
          row.configured() ? "configured" : "default",
          Long.toString(row.epoch()),
          Integer.toString(row.applicationsRunning()),
          Integer.toString(row.streamsOpen()));
    }
    return table.text(style);
  }

  private String workstation(AdminReply.WorkstationReply reply) {
    var text = new StringBuilder();
    text.append("Workstation ").append(style.strong(Text.safe(reply.row().name()))).append('\n');
    text.append("  home = ").append(Text.safe(reply.home())).append('\n');
    new TreeMap<>(reply.settings())
        .forEach((key, value) -> text.append(Text.safe("  " + key + " = " + value)).append('\n'));
    if (reply.applications().isEmpty()) {
      return text.append("No application has run in it.\n").toString();
    }
    var table =
        new Table(
            Column.words("APPLICATION"),
            Column.numbers("IDENTITY"),
            Column.numbers("STREAMS"),
            Column.words("PIDS"));
    reply.applications().forEach(row -> applicationRow(table, row));
    return text.append(table.text(style)).toString();
  }

  private static void applicationRow(Table table, ApplicationRow row) {
    String pids = row.pids().stream().map(String::valueOf).collect(Collectors.joining(" "));
    table.row(
        row.name(),
        Long.toString(row.epoch()),
        Integer.toString(row.streamsOpen()),
        pids.isEmpty() ? "-" : pids);
  }
}
