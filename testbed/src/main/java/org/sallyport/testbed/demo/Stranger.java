package org.sallyport.testbed.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.testbed.demo.Report.Held;
import org.sallyport.testbed.lan.Seat;
import org.sallyport.testbed.lan.Segment;
import org.sallyport.testbed.leak.Examination;
import org.sallyport.testbed.leak.Ground;
import org.sallyport.testbed.leak.LanTerrain;
import org.sallyport.testbed.leak.matrix.Phase;
import org.sallyport.testbed.leak.matrix.Verdict;
import org.sallyport.testbed.leak.probe.Family;
import org.sallyport.testbed.leak.probe.Probe;
import org.sallyport.testbed.leak.probe.Prober;
import org.sallyport.testbed.stage.Outcome;
import org.sallyport.testbed.stage.Script;

/// The machine that nobody told the gateway of, with root's rights on itself. What it tries is
/// first tried behind a plain router. Confined to one thread.
final class Stranger {
  private static final String SCRIPT = "stranger.pl";
  private static final Segment SEGMENT = Segment.FIRST;
  private static final String PATIENCE = "0.3";

  /// By what it does, the families of probes.
  private static final Map<String, Set<Family>> KINDS = kinds();

  /// Ports that a gateway has, and the numbers of the sockets behind them.
  private static final List<Integer> PORTS =
      Stream.concat(
              Stream.of(22, 47, 53, 80, 443, 5300, 9040, 9050, 9051, 9080, 9100, 9117, 9150),
              IntStream.range(20_000, 20_048).boxed())
          .toList();

  private final Ground ground;
  private final LanTerrain terrain;
  private final Examination examination;
  private final List<Probe> probes;
  private final List<String> unseen = new ArrayList<>();
  private final List<String> leaks = new ArrayList<>();
  private List<Seat> reachedBefore = List.of();
  private Scan before = new Scan(0, 0);

  /// What one kind of attempts came to.
  record Row(String family, int attempts, int out) {}

  /// Whether something else that it tried came to nothing.
  record Other(String promise, Held held, String words) {}

  /// How many ports answered a scan, and how many did not.
  private record Scan(int answered, int silent) {
    Scan plus(Scan other) {
      return new Scan(answered + other.answered, silent + other.silent);
    }
  }

  Stranger(Ground ground, LanTerrain terrain, Examination examination) {
    this.ground = ground;
    this.terrain = terrain;
    this.examination = examination;
    this.probes =
        terrain.probes().stream()
            .filter(
                probe -> KINDS.values().stream().anyMatch(kind -> kind.contains(probe.family())))
            .toList();
  }

  private static Map<String, Set<Family>> kinds() {
    Map<String, Set<Family>> kinds = new LinkedHashMap<>();
    kinds.put("direct TCP", Set.of(Family.TCP));
    kinds.put("UDP, ICMP, others", Set.of(Family.UDP, Family.ICMP, Family.TRANSPORTS));
    kinds.put("DNS to elsewhere", Set.of(Family.DNS));
    kinds.put("multi-, broadcast", Set.of(Family.GROUPS));
    kinds.put("odd packets", Set.of(Family.RAW));
    kinds.put("spoofed sources, MACs", Set.of(Family.SPOOFED));
    kinds.put("the gateway's services", Set.of(Family.GATEWAY));
    return kinds;
  }

  /// Tries everything behind a plain router.
  void expose() {
    terrain.machine(Seat.STRANGER);
    examination.exposed(probes, () -> reachedBefore = reached());
    unseen.addAll(examination.missed().stream().map(Probe::name).toList());
    before = scan();
  }

  /// What it tries that a witness judges.
  int attempts() {
    return probes.size();
  }

  /// What no witness saw behind the plain router.
  List<String> unseen() {
    return unseen;
  }

  /// How many ports answered then.
  int answeredBefore() {
    return before.answered();
  }

  /// How many did not.
  int silentBefore() {
    return before.silent();
  }

  /// Tries everything again.
  List<Row> attack() {
    var out = new LinkedHashMap<String, Integer>();
    try (var prober = ground.application(ground.run(Prober.PROGRAM))) {
      prober.tell("patience", PATIENCE);
      for (Probe probe : probes) {
        var cell = examination.judge(probe, Phase.OPEN, prober);
        boolean contained = Set.of(Verdict.CONTAINED, Verdict.ABSENT).contains(cell.verdict());
        if (!contained) {
          leaks.add(probe.name());
        }
        out.merge(kind(probe), contained ? 0 : 1, Integer::sum);
      }
    }
    return KINDS.entrySet().stream()
        .map(kind ->
            new Row(kind.getKey(), count(kind.getValue()), out.getOrDefault(kind.getKey(), 0)))
        .toList();
  }

  private static String kind(Probe probe) {
    return KINDS.entrySet().stream()
        .filter(kind -> kind.getValue().contains(probe.family()))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  private int count(Set<Family> families) {
    return (int) probes.stream().filter(probe -> families.contains(probe.family())).count();
  }

  /// What left the gateway all the same, or was not contained for another reason.
  List<String> leaks() {
    return leaks;
  }

  /// What no witness on the uplink can judge.
  List<Other> others() {
    return List.of(ports(), neighbours(), routes(), otherMachines());
  }

  private Other ports() {
    var now = scan();
    return new Other(
        "none of the gateway's ports answers it, direct socket numbers included",
        Held.when(now.answered() == 0 && now.silent() == before.answered()),
        "%d of %d, IPv4 and IPv6".formatted(now.answered(), now.answered() + now.silent()));
  }

  private Scan scan() {
    var all = new Scan(0, 0);
    for (String address : List.of(SEGMENT.gatewayV4(), SEGMENT.gatewayV6(), "192.168.77.2")) {
      var words = new ArrayList<>(List.of("scan", address));
      PORTS.forEach(port -> words.add(port.toString()));
      String[] said = does(words).firstLine().split(" ", -1);
      all =
          all.plus(
              new Scan(
                  Integer.parseInt(said[0]) + Integer.parseInt(said[1]),
                  Integer.parseInt(said[2])));
    }
    return all;
  }

  /// It says that it has the first workstation's address.
  private Other neighbours() {
    var one = terrain.machine(Seat.ONE);
    does(List.of("arp", one.v4()));
    String entry = terrain.gateway().sh("ip neigh show " + one.v4()).strip();
    return new Other(
        "the gateway believes no ARP about a workstation",
        Held.when(entry.contains("lladdr " + one.mac() + " PERMANENT")),
        entry);
  }

  /// It says that it is the router.
  private Other routes() {
    String host = "198.51.100.9";
    String earlier = routesOfGateway(host);
    does(List.of("advertise"));
    does(List.of("redirect", SEGMENT.gatewayV4(), SEGMENT.gatewayMac(), host));
    String later = routesOfGateway(host);
    return new Other(
        "router advertisement and redirect change no route of the gateway's",
        Held.when(earlier.equals(later)),
        earlier.equals(later) ? "" : later.replace("\n", "; "));
  }

  private String routesOfGateway(String host) {
    return terrain
        .gateway()
        .sh("ip -6 route show default | sed 's/expires.*//'; ip -o route get " + host)
        .strip();
  }

  /// One is on the same wire, which it asks the gateway to pass; the other on another.
  private Other otherMachines() {
    var reached = reached();
    return new Other(
        "the gateway leads it to no other machine, on either network",
        Held.when(reached.isEmpty() && reachedBefore.equals(Seat.USERS)),
        reached.isEmpty()
            ? "pings to %d machines that answered behind the plain router"
                .formatted(reachedBefore.size())
            : "reached: " + reached);
  }

  private List<Seat> reached() {
    return Seat.USERS.stream().filter(this::reaches).toList();
  }

  /// It has taught the switch that their hardware addresses are its own; what they send themselves
  /// teaches it better.
  private boolean reaches(Seat seat) {
    var machine = terrain.machine(seat);
    Outcome _ = Outcome.of(machine.command("ping -c1 -W1 " + seat.segment().gatewayV4()));
    return sh("ip route replace %s/32 via %s && ping -c2 -i0.2 -W1 %1$s"
                .formatted(machine.v4(), SEGMENT.gatewayV4()))
            .status()
        == 0;
  }

  private Outcome sh(String line) {
    return Outcome.of(terrain.machine(Seat.STRANGER).command(line));
  }

  private Outcome does(List<String> words) {
    var line = new ArrayList<>(List.of("perl", "-e", Script.beside(Stranger.class, SCRIPT)));
    line.addAll(words);
    var outcome = Outcome.of(terrain.machine(Seat.STRANGER).site().command(line));
    if (outcome.status() != 0) {
      throw new GatewayException(
          ErrorKind.INTERNAL, "The demonstration's stranger failed: " + outcome.text());
    }
    return outcome;
  }
}
