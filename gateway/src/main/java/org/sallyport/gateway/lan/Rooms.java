package org.sallyport.gateway.lan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sallyport.core.admission.StreamAdmission;
import org.sallyport.core.attribution.Attribution;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.core.lan.Entrance;
import org.sallyport.core.lan.Guests;
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
import org.sallyport.dataplane.CompartmentSpec;
import org.sallyport.dataplane.ListenAt;
import org.sallyport.gateway.config.GatewayConfig;
import org.sallyport.gateway.identity.Owner;
import org.sallyport.gateway.launch.LaunchPorts;

/// The rooms of all machines. When the configuration changes, a room that is still as it should be
/// stays; another one is made beside it and takes the new connections, and it goes when its last
/// stream has ended. The room of a machine that may not come any more is closed at once.
///
/// A number that a room has had is no other room's: the kernel goes on leading the packets of an
/// old connection to it.
///
/// Not safe for use by several threads.
final class Rooms implements AutoCloseable {
  /// What a machine is called as an application.
  private static final ApplicationName MACHINE = new ApplicationName("machine");

  private static final int AT_ITS_OWN_PORTS = 0;
  private static final int LAST_NUMBER = 65_535;

  private final LanGateway.Parts parts;
  private final BooleanSupplier contained;
  private final List<Room> leaving = new ArrayList<>();
  private List<Room> open = List.of();
  private int next = Entrance.LOWEST;

  /// @param contained whether the packet rules hold
  Rooms(LanGateway.Parts parts, BooleanSupplier contained) {
    this.parts = parts;
    this.contained = contained;
  }

  /// Which rooms there are under a configuration, and how packets are led to them.
  ///
  /// @param entrances those that packets are led to
  /// @param rooms all, those of the gateway's own programs too
  record Layout(List<Entrance> entrances, List<Room.Plan> rooms) {}

  /// The layout under a configuration; who has a room of that kind keeps it.
  Layout layout(LanPolicy policy, GatewayConfig config) {
    int unused = next;
    var entrances = new ArrayList<Entrance>();
    var rooms = new ArrayList<Room.Plan>();
    for (Entrance entrance : Entrance.all(policy, name -> ports(config, name))) {
      var kind = kind(entrance, config);
      Optional<Room> same = room(kind);
      int first = same.map(room -> room.plan().first()).orElse(unused);
      if (same.isEmpty()) {
        unused += PortKind.values().length;
      }
      entrances.add(entrance.at(first));
      rooms.add(new Room.Plan(kind, first));
    }
    own(policy, config).ifPresent(rooms::add);
    return new Layout(List.copyOf(entrances), List.copyOf(rooms));
  }

  private static Room.Kind kind(Entrance entrance, GatewayConfig config) {
    var owner = new Owner(entrance.resident().workstation(), MACHINE);
    return new Room.Kind(
        owner,
        Optional.of(entrance.resident()),
        entrance.addresses(),
        entrance.ports(),
        policy(config, owner).dnsOf(application(config, owner)));
  }

  /// The ports that this machine's own programs are taken to.
  private static Optional<Room.Plan> own(LanPolicy policy, GatewayConfig config) {
    List<Port> ports = OwnPorts.of(policy.firewall());
    var owner = new Owner(OwnPorts.WORKSTATION, MACHINE);
    var dns = policy(config, owner).dnsOf(application(config, owner));
    return ports.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Room.Plan(
                new Room.Kind(owner, Optional.empty(), OwnPorts.LOOPBACK, ports, dns),
                AT_ITS_OWN_PORTS));
  }

  /// What is open to the machines of a workstation.
  static List<Port> ports(GatewayConfig config, WorkstationName name) {
    WorkstationPolicy workstation = config.policy(name);
    return LaunchPorts.ports(workstation, workstation.application(MACHINE, ""));
  }

  private static WorkstationPolicy policy(GatewayConfig config, Owner owner) {
    return config.policy(owner.workstation());
  }

  private static ApplicationPolicy application(GatewayConfig config, Owner owner) {
    return policy(config, owner).application(MACHINE, "");
  }

  private Optional<Room> room(Room.Kind kind) {
    return open.stream().filter(room -> room.plan().kind().equals(kind)).findFirst();
  }

  /// Opens the rooms of a layout that are not open yet.
  ///
  /// @return all of the layout, for [#settle]
  /// @throws org.sallyport.core.error.GatewayException if one cannot be opened; then no new one is
  List<Room> open(Layout layout) {
    var made = new ArrayList<Room>();
    try {
      var rooms = new ArrayList<Room>();
      for (Room.Plan plan : layout.rooms()) {
        Optional<Room> same = room(plan.kind());
        if (same.isEmpty()) {
          made.add(make(plan));
        }
        rooms.add(same.orElseGet(made::getLast));
      }
      return List.copyOf(rooms);
    } catch (RuntimeException e) {
      discard(made);
      throw e;
    }
  }

  private Room make(Room.Plan plan) {
    var kind = plan.kind();
    next = Math.max(next, plan.first() + PortKind.values().length);
    requireNumbers();
    if (plan.first() == AT_ITS_OWN_PORTS) {
      open.stream()
          .filter(room -> room.plan().first() == AT_ITS_OWN_PORTS)
          .forEach(room -> room.compartment().retire()); // its numbers are needed
    }
    return new Room(
        plan,
        parts
            .dataPlane()
            .open(
                new CompartmentSpec(
                    Place.HOST,
                    kind.ports(),
                    admission(kind),
                    parts.tor().socksPaths(),
                    kind.dns(),
                    kind.resident().orElse(null) instanceof Guests
                        ? new GuestAttribution()
                        : Attribution.NONE,
                    List.of(),
                    parts.torViews().of(kind.owner()),
                    at(plan))));
  }

  private void requireNumbers() {
    if (next > LAST_NUMBER) {
      throw new GatewayException(
          ErrorKind.CONFIGURATION,
          "The configuration has changed so often that no numbers for sockets are left. Stop the"
              + " gateway and start it again.");
    }
  }

  private StreamAdmission admission(Room.Kind kind) {
    return switch (kind.resident().orElse(null)) {
      case Guests(var workstation) ->
          parts
              .admissions()
              .ofGuests(
                  address -> GuestAttribution.owner(workstation, address), this::now, contained);
      case Machine _ -> parts.admissions().ofMachine(kind.owner(), this::now, contained);
      case null -> parts.admissions().ofMachine(kind.owner(), this::now, contained);
    };
  }

  /// What holds now, not when the room was made.
  private ApplicationPolicy now(Owner owner) {
    return application(parts.config().now(), owner);
  }

  private static ListenAt at(Room.Plan plan) {
    if (plan.first() == AT_ITS_OWN_PORTS) {
      return ListenAt.LOOPBACK;
    }
    return new ListenAt(
        plan.kind().addresses(),
        Arrays.stream(PortKind.values())
            .collect(
                Collectors.toMap(kind -> kind, kind -> Entrance.listening(plan.first(), kind))));
  }

  /// Gives up what was opened and is not needed.
  void discard(List<Room> rooms) {
    rooms.stream().filter(room -> !open.contains(room)).forEach(room -> room.compartment().close());
  }

  /// Lets these be the rooms; packets are led to them already.
  void settle(List<Room> rooms) {
    for (Room gone : open) {
      if (!rooms.contains(gone)) {
        leave(gone, rooms);
      }
    }
    open = rooms;
  }

  private void leave(Room gone, List<Room> rooms) {
    var kind = gone.plan().kind();
    if (rooms.stream().anyMatch(room -> room.plan().kind().sharesResidentWith(kind))) {
      leaving.add(gone);
    } else {
      gone.compartment().close();
    }
  }

  /// Takes no more connections into rooms that have been replaced, and closes those whose streams
  /// have ended. (Not when they are replaced: connections were on their way.)
  void clear() {
    for (Room room : List.copyOf(leaving)) {
      room.compartment().retire();
      if (room.compartment().streams().isEmpty()) {
        room.compartment().close();
        boolean _ = leaving.remove(room);
      }
    }
  }

  @Override
  public void close() {
    Stream.concat(open.stream(), leaving.stream()).forEach(room -> room.compartment().close());
  }
}
