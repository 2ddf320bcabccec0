package org.sallyport.core.whonix;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.sallyport.core.whonix.Finding.Outcome;

/// A configuration that is being written, and what was found on the way. Confined to its caller.
final class Draft {
  /// The workstation of all machines: Whonix makes no difference between them.
  static final String WORKSTATION = "guests";

  private final Set<String> allowed;
  private final TomlTable tor = new TomlTable("[tor]");
  private final List<TomlTable> lans = new ArrayList<>();
  private final TomlTable firewall = new TomlTable("[firewall]");
  private final TomlTable workstation = new TomlTable("[workstation." + WORKSTATION + "]");
  private final List<TomlTable> behind = new ArrayList<>();
  private final Set<String> users = new TreeSet<>();
  private final Set<String> networks = new TreeSet<>();
  private final Set<Integer> openTcp = new TreeSet<>();
  private final Set<Integer> openUdp = new TreeSet<>();
  private final List<Finding> findings = new ArrayList<>();
  private final List<String> commands = new ArrayList<>();

  /// @param allowed settings that are taken although they open something
  Draft(Set<String> allowed) {
    this.allowed = Set.copyOf(allowed);
  }

  boolean allows(String setting) {
    return allowed.contains(setting);
  }

  void find(Outcome outcome, Said said, String remark) {
    findings.add(new Finding(outcome, said.name(), said.value(), said.place(), remark));
  }

  void command(String command) {
    commands.add(command);
  }

  TomlTable tor() {
    return tor;
  }

  TomlTable firewall() {
    return firewall;
  }

  TomlTable workstation() {
    return workstation;
  }

  void lan(TomlTable lan) {
    lans.add(lan);
  }

  /// A table of the workstation's own.
  TomlTable ofWorkstation(String name) {
    var table = new TomlTable("[[workstation." + WORKSTATION + "." + name + "]]");
    behind.add(table);
    return table;
  }

  void clearnetUser(String user) {
    users.add(user);
  }

  void directNetworks(Collection<String> more) {
    networks.addAll(more);
  }

  void openTcp(Collection<Integer> ports) {
    openTcp.addAll(ports);
  }

  void openUdp(Collection<Integer> ports) {
    openUdp.addAll(ports);
  }

  Imported imported() {
    if (!openTcp.isEmpty()) {
      firewall.put("open-tcp", new TomlValue.Ports(List.copyOf(openTcp)));
    }
    if (!openUdp.isEmpty()) {
      firewall.put("open-udp", new TomlValue.Ports(List.copyOf(openUdp)));
    }
    if (!users.isEmpty()) {
      firewall.put("clearnet-users", new TomlValue.Texts(List.copyOf(users)));
    }
    if (!networks.isEmpty()) {
      firewall.put("direct-networks", new TomlValue.Texts(List.copyOf(networks)));
    }
    var tables =
        Stream.of(Stream.of(tor), lans.stream(), Stream.of(firewall, workstation), behind.stream())
            .flatMap(some -> some)
            .filter(table -> !table.isEmpty())
            .map(TomlTable::text)
            .toList();
    return new Imported(String.join("\n", tables), findings, commands);
  }
}
