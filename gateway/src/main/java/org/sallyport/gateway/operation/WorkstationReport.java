package org.sallyport.gateway.operation;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sallyport.api.AdminReply;
import org.sallyport.api.ApplicationRow;
import org.sallyport.api.WorkstationRow;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.core.policy.DnsMode;
import org.sallyport.core.policy.TransparentTcp;
import org.sallyport.core.policy.WorkstationPolicy;
import org.sallyport.core.port.PortPreset;
import org.sallyport.core.port.PortTable;
import org.sallyport.core.workstation.ApplicationName;
import org.sallyport.core.workstation.WorkstationName;
import org.sallyport.gateway.identity.Owner;
import org.sallyport.gateway.launch.Launch;
import org.sallyport.gateway.proof.ProofReport;

/// The workstations there are: configured, with a home, or with something that runs.
final class WorkstationReport {
  private static final ApplicationName ANY = new ApplicationName("any");

  private final Operations.Parts parts;
  private final ProofReport report;

  WorkstationReport(Operations.Parts parts, ProofReport report) {
    this.parts = parts;
    this.report = report;
  }

  /// The reply to `workstation list`.
  AdminReply.WorkstationsReply list() {
    var names = new TreeSet<String>();
    names.add(WorkstationName.DEFAULT.text());
    parts.settings().config().now().workstations().keySet().forEach(name -> names.add(name.text()));
    parts.homes().existing().forEach(name -> names.add(name.text()));
    parts.launches().running().forEach(launch -> names.add(workstation(launch).text()));
    List<WorkstationRow> rows = names.stream().map(WorkstationName::new).map(this::row).toList();
    return new AdminReply.WorkstationsReply(report.verdict(), rows);
  }

  /// The reply to `workstation show`.
  ///
  /// @throws GatewayException `CONFIGURATION` when there is no workstation of that name
  AdminReply.WorkstationReply show(String text) {
    boolean known = list().workstations().stream().anyMatch(row -> row.name().equals(text));
    if (!known) {
      throw new GatewayException(
          ErrorKind.CONFIGURATION,
          "There is no workstation \""
              + text
              + "\". `sallyport workstation list` shows those that"
              + " there are; `sallyport run --workstation NAME` makes one.");
    }
    var name = new WorkstationName(text);
    return new AdminReply.WorkstationReply(
        row(name),
        parts.homes().path(name).toString(),
        settings(parts.settings().config().policy(name)),
        parts.settings().config().policy(name).applications().stream()
            .map(application -> application.name().text())
            .toList(),
        applications(name));
  }

  private WorkstationRow row(WorkstationName name) {
    return new WorkstationRow(
        name.text(),
        parts.settings().config().now().workstations().containsKey(name),
        parts.epochs().identity(new Owner(name, ANY)).workstationEpoch(),
        running(name).size(),
        streamsOpen(name));
  }

  private int streamsOpen(WorkstationName name) {
    return report.streamsOpen().entrySet().stream()
        .filter(entry -> entry.getKey().workstation().equals(name))
        .mapToInt(entry -> entry.getValue().intValue())
        .sum();
  }

  private static Map<String, String> settings(WorkstationPolicy policy) {
    boolean transparent = policy.transparentTcp() == TransparentTcp.REDIRECTED;
    return Map.of(
        "dns", policy.dns().name().toLowerCase(Locale.ROOT),
        "ports", ports(policy.ports()),
        "transparent-tcp", Boolean.toString(transparent),
        "transparent-dns", Boolean.toString(policy.dns() != DnsMode.OFF),
        "isolate", policy.unit().name().toLowerCase(Locale.ROOT));
  }

  /// The preset that most of the ports are from, and how many are not; the presets are told apart
  /// by what they do not have in common.
  private static String ports(PortTable table) {
    PortPreset preset =
        Stream.of(PortPreset.values())
            .max(Comparator.comparingInt(one -> fromPreset(one, table)))
            .orElse(PortPreset.STANDARD);
    int own = table.entries().size() - fromPreset(preset, table);
    return preset.name().toLowerCase(Locale.ROOT) + (own == 0 ? "" : ", " + own + " of its own");
  }

  private static int fromPreset(PortPreset preset, PortTable table) {
    var ports = new HashSet<>(preset.table().entries());
    return (int) table.entries().stream().filter(ports::contains).count();
  }

  private List<ApplicationRow> applications(WorkstationName name) {
    var pids =
        running(name).stream()
            .collect(
                Collectors.groupingBy(
                    launch -> launch.owner().application().text(),
                    TreeMap::new,
                    Collectors.mapping(launch -> launch.launcher().pid(), Collectors.toList())));
    report.applications(name).forEach(text -> pids.putIfAbsent(text, List.of()));
    return pids.entrySet().stream()
        .map(entry ->
            application(new Owner(name, new ApplicationName(entry.getKey())), entry.getValue()))
        .toList();
  }

  private ApplicationRow application(Owner owner, List<Long> pids) {
    return new ApplicationRow(
        owner.application().text(),
        parts.epochs().identity(owner).applicationEpoch(),
        pids,
        report.streamsOpen().getOrDefault(owner, 0L).intValue());
  }

  private List<Launch> running(WorkstationName name) {
    return parts.launches().running().stream()
        .filter(launch -> workstation(launch).equals(name))
        .toList();
  }

  private static WorkstationName workstation(Launch launch) {
    return launch.owner().workstation();
  }
}
