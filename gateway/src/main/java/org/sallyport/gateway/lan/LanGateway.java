package org.sallyport.gateway.lan;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.sallyport.core.attribution.Attribution;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.core.firewall.Ruleset;
import org.sallyport.core.lan.Entrance;
import org.sallyport.core.lan.Lan;
import org.sallyport.core.lan.LanFirewall;
import org.sallyport.core.lan.Machine;
import org.sallyport.core.place.Place;
import org.sallyport.core.policy.WorkstationPolicy;
import org.sallyport.core.port.Port;
import org.sallyport.core.port.PortKind;
import org.sallyport.core.port.UpstreamFlavour;
import org.sallyport.core.workstation.ApplicationName;
import org.sallyport.dataplane.Compartment;
import org.sallyport.dataplane.CompartmentSpec;
import org.sallyport.dataplane.DataPlane;
import org.sallyport.dataplane.ListenAt;
import org.sallyport.gateway.admission.Admissions;
import org.sallyport.gateway.config.GatewayConfig;
import org.sallyport.gateway.identity.Owner;
import org.sallyport.gateway.launch.LaunchPorts;
import org.sallyport.gateway.launch.Launches;
import org.sallyport.linux.link.Neighbours;
import org.sallyport.linux.nft.LanTable;
import org.sallyport.linux.nft.RulesetGeneration;

/// The ports of machines, one compartment for each, and the packet rules that lead a machine to its
/// own compartment and nowhere else.
///
/// The rules come first and are the last to go: they stay when the gateway ends, so that a machine
/// has no network then. While they are not what they should be, no stream passes.
///
/// Opened and closed by one thread; [#check] by another.
public final class LanGateway implements AutoCloseable {
  private static final Logger LOG = System.getLogger(LanGateway.class.getName());

  /// What a machine is called as an application.
  private static final ApplicationName MACHINE = new ApplicationName("machine");

  private final Lan lan;
  private final Parts parts;
  private final LanTable table = new LanTable();
  private final Ruleset rules;
  private final List<Compartment> compartments = new ArrayList<>();
  private final RulesetGeneration generation;
  private int known;
  private volatile boolean contained;

  /// What it is made with.
  ///
  /// @param config the policies
  /// @param dataPlane opens the ports
  /// @param upstream tor's SocksPorts, by what a stream needs
  /// @param admissions decides about the streams
  /// @param torViews makes what each machine is shown of tor
  /// @param torUid the user that tor runs as
  public record Parts(
      GatewayConfig config,
      DataPlane dataPlane,
      Map<UpstreamFlavour, Path> upstream,
      Admissions admissions,
      Launches.TorViews torViews,
      long torUid) {}

  private LanGateway(Lan lan, Parts parts, List<Entrance> entrances) {
    this.lan = lan;
    this.parts = parts;
    this.rules = LanFirewall.of(lan, entrances, parts.torUid());
    this.generation = generation();
  }

  private static RulesetGeneration generation() {
    try {
      return RulesetGeneration.of(Place.HOST);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GatewayException(
          ErrorKind.TIMEOUT, "Interrupted because the gateway stops: no machine is let in.", e);
    }
  }

  /// Applies the rules, then opens the ports.
  ///
  /// @throws GatewayException if either cannot be done; the rules stay if they were applied
  public static LanGateway open(Lan lan, Parts parts) {
    List<Entrance> entrances =
        IntStream.range(0, lan.machines().size())
            .mapToObj(index -> Entrance.of(lan, index, ports(parts, lan.machines().get(index))))
            .toList();
    var gateway = new LanGateway(lan, parts, entrances);
    try {
      gateway.table.apply(gateway.rules);
      gateway.contained = true;
      entrances.forEach(gateway::open);
      return gateway;
    } catch (RuntimeException e) {
      gateway.close();
      throw e;
    }
  }

  private static List<Port> ports(Parts parts, Machine machine) {
    WorkstationPolicy workstation = parts.config().policy(machine.workstation());
    return LaunchPorts.ports(workstation, workstation.application(MACHINE, ""));
  }

  private void open(Entrance entrance) {
    WorkstationPolicy workstation = parts.config().policy(entrance.machine().workstation());
    var owner = new Owner(workstation.name(), MACHINE);
    var policy = workstation.application(MACHINE, "");
    compartments.add(
        parts
            .dataPlane()
            .open(
                new CompartmentSpec(
                    Place.HOST,
                    entrance.ports(),
                    parts.admissions().ofMachine(owner, policy, () -> contained),
                    parts.upstream(),
                    workstation.dnsOf(policy),
                    Attribution.NONE,
                    List.of(),
                    parts.torViews().of(owner),
                    at(entrance))));
  }

  private static ListenAt at(Entrance entrance) {
    return new ListenAt(
        entrance.addresses(),
        Arrays.stream(PortKind.values())
            .collect(Collectors.toMap(kind -> kind, entrance::listening)));
  }

  /// Puts the rules back if another hand has changed them, and pins the machines' hardware
  /// addresses. Nothing passes while the rules are not what they should be.
  public void check() {
    int now = generation.current();
    if (now != known) {
      table.difference(rules).ifPresent(this::putBack);
      known = now;
    }
    pin();
  }

  private void putBack(String difference) {
    contained = false;
    LOG.log(Level.ERROR, "The packet rules were changed by another hand: {0}", difference);
    table.apply(rules);
    contained = true;
    LOG.log(Level.INFO, "The packet rules hold again");
  }

  /// Otherwise a machine could have another one's answers by saying that it has its address.
  private void pin() {
    Map<InetAddress, String> pinned = new HashMap<>();
    for (Machine machine : lan.machines()) {
      if (!machine.mac().isEmpty()) {
        machine.addresses().forEach(address -> pinned.put(address, machine.mac()));
      }
    }
    boolean _ = Neighbours.pin(lan.internal(), pinned);
  }

  @Override
  public void close() {
    contained = false;
    compartments.forEach(Compartment::close);
    generation.close();
  }
}
