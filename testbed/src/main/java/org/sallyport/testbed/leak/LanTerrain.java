package org.sallyport.testbed.leak;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.testbed.fault.Fault;
import org.sallyport.testbed.lan.LanLab;
import org.sallyport.testbed.lan.LanMachine;
import org.sallyport.testbed.lan.Seat;
import org.sallyport.testbed.lan.Segment;
import org.sallyport.testbed.lan.Site;
import org.sallyport.testbed.leak.probe.Catalogue;
import org.sallyport.testbed.leak.probe.Family;
import org.sallyport.testbed.leak.probe.Probe;
import org.sallyport.testbed.leak.world.Internet;
import org.sallyport.testbed.stage.Parts;
import org.sallyport.testbed.stage.Stage;

/// A gateway for other machines, on a machine of its own whose uplink leads to the private network.
/// Probes run on a machine behind it. Without protection is the same machine behind a plain router,
/// which the gateway's machine is before the gateway starts; and, for what no router passes on, the
/// gateway's machine itself.
public final class LanTerrain implements Terrain {
  /// The internal networks.
  public static final List<Segment> SEGMENTS = List.of(Segment.FIRST, Segment.SECOND);

  private static final Set<Family> OF_A_NETWORK =
      Set.of(
          Family.SILENCE,
          Family.TCP,
          Family.KEPT,
          Family.UDP,
          Family.GROUPS,
          Family.DNS,
          Family.ICMP,
          Family.RAW,
          Family.TRANSPORTS,
          Family.OUTSIDE,
          Family.OTHERS,
          Family.CALLS,
          Family.SPOOFED,
          Family.GATEWAY);

  /// A machine's own loopback is nobody else's, and an address of one link is none of another's.
  private static final Set<String> OF_ITS_OWN =
      Set.of(
          "tcp4-host-loopback",
          "tcp6-host-loopback",
          "udp4-host-loopback",
          "udp6-host-loopback",
          "tcp6-host-link-local");

  private final Parts parts = Parts.of("the lab");
  private final Map<Seat, LanMachine> machines = new EnumMap<>(Seat.class);
  private final Path directory;
  private final Seat prober;
  private final Site gateway;
  private final LanLab lab;

  /// Makes the gateway's machine and the machines of workstations.
  ///
  /// @param directory for files of theirs
  /// @param prober the machine that probes
  public LanTerrain(Path directory, Seat prober) {
    this.directory = directory;
    this.prober = prober;
    gateway = Site.create();
    parts.add(gateway);
    String _ = gateway.sh("ip link set lo up");
    lab = LanLab.in(gateway, SEGMENTS);
    Seat.USERS.forEach(this::machine);
  }

  /// Fails unless this process may make a LAN.
  ///
  /// @param what needs it
  public static void requireRoot(String what) {
    if (!HostProgram.uid().equals("0")) {
      throw new GatewayException(
          ErrorKind.PERMISSION,
          what + " needs root, as a gateway for other machines does: sudo ./sallyport " + what);
    }
  }

  /// The machine at a seat; a new one if there is none yet.
  public LanMachine machine(Seat seat) {
    return machines.computeIfAbsent(
        seat,
        _ -> {
          var machine = LanMachine.plug(lab, seat.segment(), seat.number(), directory);
          parts.add(machine);
          return machine;
        });
  }

  /// The gateway's machine.
  public Site gateway() {
    return gateway;
  }

  @Override
  public List<String> prefix() {
    return gateway.command(HostTerrain.UNPRIVILEGED);
  }

  @Override
  public List<String> administration(List<String> command) {
    return gateway.command(command);
  }

  @Override
  public Internet internet(Internet.Innocent innocent, List<String> relays) {
    var machine = machine(prober);
    var behind = List.of(machine.v4(), machine.v6());
    return Internet.beyond(gateway.open(), innocent, relays, behind);
  }

  @Override
  public String configuration() {
    var text = new StringBuilder();
    SEGMENTS.forEach(segment -> text.append(segment.toml()));
    Stream.concat(Seat.USERS.stream(), Stream.of(prober))
        .filter(seat -> seat != Seat.STRANGER)
        .forEach(seat -> text.append(seat.toml()));
    return text.toString();
  }

  /// Applications have names like workstations, and each is a machine; any other is the prober's.
  @Override
  public Process run(Stage stage, String application, List<String> program) {
    Seat seat =
        Seat.USERS.stream()
            .filter(user -> user.workstation().equals(application))
            .findFirst()
            .orElse(prober);
    return Terrain.start(machine(seat).site().command(program));
  }

  @Override
  public String socksHost() {
    return Segment.FIRST.gatewayV4();
  }

  @Override
  public List<List<String>> unprotected(List<String> program) {
    return List.of(machine(prober).site().command(program), gateway.command(program));
  }

  /// A plain router, which believes every source.
  @Override
  public void expose() {
    forward(1);
  }

  @Override
  public void cover() {
    forward(0);
  }

  private void forward(int how) {
    String _ =
        gateway.sh(
            """
            cd /proc/sys/net && echo %d >ipv4/ip_forward && echo %1$d >ipv6/conf/all/forwarding &&
            for file in ipv4/conf/*/rp_filter; do echo 0 >"$file"; done
            """
                .formatted(how));
  }

  @Override
  public boolean isExposedBesideGateway() {
    return false;
  }

  @Override
  public Process other(Stage stage, List<String> program) {
    return Terrain.start(machine(Seat.ONE).command(program));
  }

  @Override
  public Map<String, String> facts() {
    var other = machine(Seat.ONE);
    var segment = prober.segment();
    return Map.of(
        "gateway4", segment.gatewayV4(),
        "gateway6", segment.gatewayV6(),
        "gateway6-link", segment.gatewayLinkLocal(),
        "gateway-mac", segment.gatewayMac(),
        "other4", other.v4(),
        "other6", other.v6(),
        "other-mac", other.mac(),
        "resolver", segment.gatewayV4());
  }

  @Override
  public boolean suits(Probe probe) {
    return OF_A_NETWORK.contains(probe.family()) && !OF_ITS_OWN.contains(probe.name());
  }

  /// Nothing on another machine was launched by us.
  @Override
  public List<Fault> faults() {
    return Stream.of(Fault.values())
        .filter(fault -> fault != Fault.LAUNCHER_KILLED && fault != Fault.LAUNCHER_STOPPED)
        .toList();
  }

  /// Without rules the gateway's machine still forwards nothing; but what its own services answer
  /// is then its own affair.
  @Override
  public boolean holdsWithoutRules(Probe probe) {
    return probe.family() != Family.GATEWAY && !probe.name().contains("-host");
  }

  @Override
  public List<Probe> leftOut() {
    return Catalogue.probes().stream().filter(probe -> !suits(probe)).toList();
  }

  @Override
  public void close() {
    parts.close();
  }
}
