package org.sallyport.gateway.lan;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.sallyport.core.admission.StreamAdmission;
import org.sallyport.core.attribution.Attribution;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.core.lan.Entrance;
import org.sallyport.core.lan.FirewallPolicy;
import org.sallyport.core.lan.FirewallUsers;
import org.sallyport.core.lan.Guests;
import org.sallyport.core.lan.Lan;
import org.sallyport.core.lan.LanFirewall;
import org.sallyport.core.lan.LanPolicy;
import org.sallyport.core.lan.Machine;
import org.sallyport.core.lan.OwnPorts;
import org.sallyport.core.place.Place;
import org.sallyport.core.policy.ApplicationPolicy;
import org.sallyport.core.policy.WorkstationPolicy;
import org.sallyport.core.port.Port;
import org.sallyport.core.port.PortKind;
import org.sallyport.core.workstation.ApplicationName;
import org.sallyport.core.workstation.WorkstationName;
import org.sallyport.dataplane.Compartment;
import org.sallyport.dataplane.CompartmentSpec;
import org.sallyport.dataplane.DataPlane;
import org.sallyport.dataplane.ListenAt;
import org.sallyport.gateway.admission.Admissions;
import org.sallyport.gateway.config.ConfigInForce;
import org.sallyport.gateway.identity.Owner;
import org.sallyport.gateway.launch.LaunchPorts;
import org.sallyport.gateway.launch.Launches;
import org.sallyport.linux.confinement.UserNumber;
import org.sallyport.linux.link.Neighbours;
import org.sallyport.tor.upstream.Upstream;

/// The ports of machines, one compartment for each, and the packet rules that lead a machine to its
/// own compartment and nowhere else.
///
/// The rules come first and are the last to go: they stay when the gateway ends, so that a machine
/// has no network then. While they are not what they should be, no stream passes.
///
/// Opened and closed by one thread; [#check] by another.
public final class LanGateway implements AutoCloseable {
  /// What a machine is called as an application.
  private static final ApplicationName MACHINE = new ApplicationName("machine");

  private final LanPolicy policy;
  private final Parts parts;
  private final LanRules rules;
  private final TorReach reach;
  private final List<Compartment> compartments = new ArrayList<>();

  /// What it is made with.
  ///
  /// @param config the policies
  /// @param dataPlane opens the ports
  /// @param tor carries the streams
  /// @param admissions decides about the streams
  /// @param torViews makes what each machine is shown of tor
  /// @param torUid the user that tor runs as
  public record Parts(
      ConfigInForce config,
      DataPlane dataPlane,
      Upstream tor,
      Admissions admissions,
      Launches.TorViews torViews,
      long torUid) {}

  private LanGateway(LanPolicy policy, Parts parts, List<Entrance> entrances) {
    this.policy = policy;
    this.parts = parts;
    FirewallUsers users = users(policy.firewall(), parts);
    this.rules = new LanRules(contacts -> LanFirewall.of(policy, entrances, users, contacts));
    this.reach = new TorReach(parts.tor(), rules::reach);
  }

  private static FirewallUsers users(FirewallPolicy firewall, Parts parts) {
    return new FirewallUsers(
        parts.torUid(),
        firewall.outgoing().clearnetUsers().stream()
            .map(name ->
                UserNumber.of(name)
                    .orElseThrow(() ->
                        new GatewayException(
                            ErrorKind.CONFIGURATION,
                            "firewall.clearnet-users: this machine has no user "
                                + name
                                + ". Create it, or take the name out.")))
            .toList());
  }

  /// Applies the rules, then opens the ports.
  ///
  /// @throws GatewayException if either cannot be done; the rules stay if they were applied
  public static LanGateway open(LanPolicy policy, Parts parts) {
    List<Entrance> entrances = Entrance.all(policy, name -> ports(parts, name));
    var gateway = new LanGateway(policy, parts, entrances);
    try {
      gateway.rules.apply();
      entrances.forEach(gateway::open);
      gateway.openOwn();
      return gateway;
    } catch (RuntimeException e) {
      gateway.close();
      throw e;
    }
  }

  private static List<Port> ports(Parts parts, WorkstationName name) {
    WorkstationPolicy workstation = parts.config().policy(name);
    return LaunchPorts.ports(workstation, workstation.application(MACHINE, ""));
  }

  /// Ports, whose they are and where.
  private record Room(Owner owner, List<Port> ports, ListenAt at) {}

  private void open(Entrance entrance) {
    var workstation = entrance.resident().workstation();
    var owner = new Owner(workstation, MACHINE);
    var room = new Room(owner, entrance.ports(), at(entrance));
    switch (entrance.resident()) {
      case Machine _ -> open(room, machine(owner), Attribution.NONE);
      case Guests _ -> open(room, guests(workstation), new GuestAttribution());
    }
  }

  /// The ports that this machine's own programs are taken to.
  private void openOwn() {
    List<Port> ports = OwnPorts.of(policy.firewall());
    if (!ports.isEmpty()) {
      var owner = new Owner(OwnPorts.WORKSTATION, MACHINE);
      open(new Room(owner, ports, ListenAt.LOOPBACK), machine(owner), Attribution.NONE);
    }
  }

  private StreamAdmission machine(Owner owner) {
    return parts.admissions().ofMachine(owner, policy(owner), rules::hold);
  }

  private StreamAdmission guests(WorkstationName workstation) {
    return parts
        .admissions()
        .ofGuests(
            address -> GuestAttribution.owner(workstation, address), this::policy, rules::hold);
  }

  private ApplicationPolicy policy(Owner owner) {
    return parts.config().policy(owner.workstation()).application(MACHINE, "");
  }

  private void open(Room room, StreamAdmission admission, Attribution attribution) {
    Owner owner = room.owner();
    WorkstationPolicy workstation = parts.config().policy(owner.workstation());
    compartments.add(
        parts
            .dataPlane()
            .open(
                new CompartmentSpec(
                    Place.HOST,
                    room.ports(),
                    admission,
                    parts.tor().socksPaths(),
                    workstation.dnsOf(policy(owner)),
                    attribution,
                    List.of(),
                    parts.torViews().of(owner),
                    room.at())));
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
    rules.check();
    pin();
  }

  /// Switches forwarding off if somebody has switched it on. Nothing passes while it is on.
  public void forwardNothing() {
    rules.forwardNothing();
  }

  /// Tells the rules whom tor may connect to, if that matters and has changed. Asks tor, and waits
  /// as long as that takes.
  public void reach() {
    switch (policy.firewall().outgoing().tor()) {
      case RELAYS -> reach.look();
      case ANY -> {
        // The rules ask nobody.
      }
    }
  }

  /// Otherwise a machine could have another one's answers by saying that it has its address.
  private void pin() {
    for (Lan lan : policy.lans()) {
      Map<InetAddress, String> pinned = new HashMap<>();
      for (Machine machine : lan.machines()) {
        if (!machine.mac().isEmpty()) {
          machine.addresses().forEach(address -> pinned.put(address, machine.mac()));
        }
      }
      boolean _ = Neighbours.pin(lan.internal(), pinned);
    }
  }

  @Override
  public void close() {
    rules.close();
    compartments.forEach(Compartment::close);
  }
}
