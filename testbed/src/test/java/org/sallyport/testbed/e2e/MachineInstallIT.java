package org.sallyport.testbed.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What `workstation install` writes, used by a machine: a namespace whose wire ends in another one
/// that has the gateway's addresses and sees every frame.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class MachineInstallIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Pattern LISTENS = Pattern.compile("(?m)^ListenStream=(.*)$");
  private static final Pattern PROXY = Pattern.compile("(?m)^ExecStart=(.*)$");

  /// Destinations by name: the gateway, the world behind it, a neighbour on the wire, a place that
  /// a route of the machine's own leads to by that neighbour, and one at another interface.
  private static final String PLACES =
      """
      PLACES = {'gateway': ('10.152.152.10', 'fd19:c33d:88bc::10'),
                'world': ('198.51.100.7', '2001:db8:7::7'),
                'neighbour': ('10.152.152.12', 'fd19:c33d:88bc::12'),
                'detour': ('203.0.113.7', '2001:db8:9::7'),
                'aside': ('192.0.2.1', '2001:db8:2::1'),
                'group': ('224.0.0.251', 'ff02::fb')}
      """;

  /// Sends a packet of each protocol to each place, then a connection that says that all are sent.
  private static final String SENDER =
      "import socket, struct\n"
          + PLACES
          + """
          def send(family, kind, protocol, where, port):
            try:
              with socket.socket(family, kind, protocol) as s:
                s.setblocking(False)
                if kind == socket.SOCK_STREAM:
                  s.connect_ex((where, port))
                else:
                  v6 = family == socket.AF_INET6
                  echo = struct.pack('!BBHHH', 128 if v6 else 8, 0, 0 if v6 else 0xf7ff, 0, 0)
                  s.sendto(echo, (where, port))
            except OSError:
              pass
          for addresses in PLACES.values():
            for family, where in zip((socket.AF_INET, socket.AF_INET6), addresses):
              icmp = socket.IPPROTO_ICMP if family == socket.AF_INET else socket.IPPROTO_ICMPV6
              send(family, socket.SOCK_STREAM, 0, where, 443)
              send(family, socket.SOCK_DGRAM, 0, where, 53)
              send(family, socket.SOCK_DGRAM, 0, where, 443)
              send(family, socket.SOCK_RAW, icmp, where, 0)
              send(family, socket.SOCK_RAW, 99, where, 0)
          send(socket.AF_INET, socket.SOCK_STREAM, 0, '10.152.152.10', 9)
          """;

  /// Prints a line for each frame that arrives, but what finds neighbours and what acknowledges;
  /// ends after the connection that says that all are sent.
  private static final String WITNESS =
      "import ipaddress, socket\n"
          + PLACES
          + """
          names = {ipaddress.ip_address(a): n for n, both in PLACES.items() for a in both}
          s = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3))
          print('ready', flush=True)
          while True:
            frame, where = s.recvfrom(65535)
            if where[2] == socket.PACKET_OUTGOING or where[0] == 'lo':
              continue
            kind, packet = frame[12:14], frame[14:]
            if kind == b'\\x08\\x00':
              version, protocol, to = 4, packet[9], packet[16:20]
              body = packet[(packet[0] & 15) * 4:]
            elif kind == b'\\x86\\xdd':
              version, protocol, to, body = 6, packet[6], packet[24:40], packet[40:]
            else:
              continue
            port = int.from_bytes(body[2:4], 'big')
            if protocol == 58 and body[0] in (135, 136):
              continue
            if protocol == 6 and port == 9:
              break
            what = {1: 'icmp', 58: 'icmp', 6: f'tcp {port}', 17: f'udp {port}'}
            name = names.get(ipaddress.ip_address(to), str(ipaddress.ip_address(to)))
            print(f'seen {what.get(protocol, protocol)} {name} {version}', flush=True)
          """;

  /// Says its port's number to whoever connects.
  private static final String GREETER =
      """
      import selectors, socket
      every = selectors.DefaultSelector()
      for port in (9050, 9051, 9102, 9150):
        every.register(socket.create_server(('10.152.152.10', port)), selectors.EVENT_READ)
      print('ready', flush=True)
      while True:
        for key, _ in every.select():
          with key.fileobj.accept()[0] as s:
            s.sendall(b'%d' % key.fileobj.getsockname()[1])
      """;

  /// A SocksPort that asks who is there (RFC 1929), says so, and goes away.
  private static final String DOORMAN =
      """
      import selectors, socket
      every = selectors.DefaultSelector()
      for port in (9104, 9106, 9107, 9109, 9117):
        every.register(socket.create_server(('10.152.152.10', port)), selectors.EVENT_READ)
      print('ready', flush=True)
      while True:
        for key, _ in every.select():
          with key.fileobj.accept()[0] as s:
            s.recv(1), s.recv(ord(s.recv(1)))
            s.sendall(b'\\x05\\x02')
            s.recv(1)
            name = s.recv(ord(s.recv(1))).decode()
            print(f'user {name} {key.fileobj.getsockname()[1]}', flush=True)
      """;

  /// Reads what it is told at each of its arguments.
  private static final String CALLER =
      """
      import socket, sys
      for where in sys.argv[1:]:
        unix = where.startswith('/')
        host, _, port = where.rpartition(':')
        family = socket.AF_UNIX if unix else socket.AF_INET6 if host[0] == '[' else socket.AF_INET
        with socket.socket(family) as s:
          s.settimeout(20)
          s.connect(where if unix else (host.strip('[]'), int(port)))
          print(where, s.recv(9).decode(), flush=True)
      """;

  private final Running wire = namespace();
  private final Running machine = namespace();
  private Path directory = Path.of("/");
  private Path root = Path.of("/");

  private static Running namespace() {
    var holder =
        Running.start(
            List.of("unshare", "--net", "--mount", "--", "sh", "-c", "echo ready; exec cat"),
            Map.of());
    holder.awaitOut("ready", LIMIT);
    return holder;
  }

  @BeforeAll
  void connectAndInstall() throws IOException {
    directory = Files.createTempDirectory(Path.of("/tmp"), "sallyport-machine-");
    root = Files.createDirectory(directory.resolve("root"));
    Outcome.of(
            List.of(
                Installation.ofThisRun().launcher(),
                "workstation",
                "install",
                "--address",
                "10.152.152.11",
                "fd19:c33d:88bc::11",
                "--root",
                root.toString()),
            Map.of("HOME", directory.toString()),
            LIMIT)
        .assertOk();
    String plug = "netns " + machine.process().pid();
    in(
            wire,
            """
            ip link set lo up && mount -t tmpfs none /run &&
            ip link add wire type veth peer name eth0 %1$s && ip link set wire up &&
            ip link add other type veth peer name eth1 %1$s && ip link set other up &&
            ip addr add 10.152.152.10/18 dev wire && ip addr add 10.152.152.12/18 dev wire &&
            ip -6 addr add fd19:c33d:88bc::10/96 dev wire nodad &&
            ip -6 addr add fd19:c33d:88bc::12/96 dev wire nodad &&
            ip addr add 192.0.2.1/24 dev other && ip -6 addr add 2001:db8:2::1/64 dev other nodad
            """
                .formatted(plug))
        .assertOk();
    in(
            machine,
            """
            mount -t tmpfs none /run && cp -a /etc /run/etc && cp -a %1$s/etc /run &&
            mount --bind /run/etc /etc && mount --bind %1$s/usr/local/bin /usr/local/bin &&
            ip link set lo up && ip link set eth0 up && ip link set eth1 up &&
            ip addr add 10.152.152.11/18 dev eth0 && ip route add default via 10.152.152.10 &&
            ip -6 addr add fd19:c33d:88bc::11/96 dev eth0 nodad &&
            ip -6 route add default via fd19:c33d:88bc::10 &&
            ip route add 203.0.113.0/24 via 10.152.152.12 &&
            ip -6 route add 2001:db8:9::/64 via fd19:c33d:88bc::12 &&
            ip addr add 192.0.2.2/24 dev eth1 && ip -6 addr add 2001:db8:2::2/64 dev eth1 nodad
            """
                .formatted(root))
        .assertOk();
  }

  @AfterAll
  void close() {
    machine.kill(LIMIT);
    wire.kill(LIMIT);
    Installation.remove(directory);
  }

  private static List<String> line(Running where, String... words) {
    var entered =
        Stream.of(
            "nsenter",
            "--net=/proc/" + where.process().pid() + "/ns/net",
            "--mount=/proc/" + where.process().pid() + "/ns/mnt",
            "--");
    return Stream.concat(entered, Stream.of(words)).toList();
  }

  private static Outcome in(Running where, String script) {
    return Outcome.of(line(where, "sh", "-c", script), Map.of(), LIMIT);
  }

  private static Running start(Running where, String... words) {
    return Running.start(line(where, words), Map.of());
  }

  private static Running python(Running where, String program) {
    var running = start(where, "python3", "-c", program);
    running.awaitOut("ready", LIMIT);
    return running;
  }

  private Path installed(String path) {
    return root.resolve(path);
  }

  private List<Path> units() throws IOException {
    try (var files = Files.list(installed("etc/systemd/system"))) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  @Test
  void realToolsUnderstandEveryFile() throws IOException {
    for (Path unit : units()) {
      var verified =
          Outcome.of(
              List.of("systemd-analyze", "verify", "--man=no", unit.toString()), Map.of(), LIMIT);
      assertThat(verified.assertOk().err()).isEmpty();
    }
    try (var scripts = Files.list(installed("usr/local/bin"))) {
      for (Path script : scripts.toList()) {
        Outcome.of(List.of("sh", "-n", script.toString()), Map.of(), LIMIT).assertOk();
      }
    }
    String tor = ". /etc/profile.d/sallyport-workstation.sh; echo $TOR_SOCKS_PORT";
    assertThat(in(machine, tor).assertOk().out()).isEqualTo("9150\n");
    assertThat(in(machine, "apt-config dump").assertOk().out())
        .contains("Acquire::http::Proxy \"socks5h://apt:0@10.152.152.10:9104\"");
  }

  /// Without the rules every packet is seen, so that what is missing with them is their work.
  /// Nobody has an address where `aside` and `detour` are but the wire.
  @Test
  void nothingLeavesButToTheGateway() {
    var all = new TreeSet<String>();
    for (String place : List.of("gateway", "world", "neighbour", "detour", "aside", "group")) {
      for (String what : List.of("tcp 443", "udp 53", "udp 443", "icmp", "99")) {
        for (int version : List.of(4, 6)) {
          all.add(what + " " + place + " " + version);
        }
      }
    }
    all.removeIf(packet -> packet.startsWith("tcp 443 group"));
    assertThat(seen()).containsAll(all);
    String rules = "/etc/sallyport-workstation/firewall.nft";
    in(machine, "nft --check --file " + rules + " && nft --file " + rules).assertOk();
    in(machine, "nft --file " + rules).assertOk();
    try {
      assertThat(seen())
          .containsExactly(
              "tcp 443 gateway 4",
              "tcp 443 gateway 6",
              "tcp 443 world 4",
              "tcp 443 world 6",
              "udp 53 gateway 4",
              "udp 53 gateway 6");
    } finally {
      in(machine, "nft flush ruleset").assertOk();
    }
  }

  /// What of one sending is seen on the wire.
  private Set<String> seen() {
    try (var witness = python(wire, WITNESS)) {
      Outcome.of(line(machine, "python3", "-c", SENDER), Map.of(), LIMIT).assertOk();
      var seen = new TreeSet<String>();
      witness
          .outcome(LIMIT)
          .assertOk()
          .out()
          .lines()
          .filter(found -> found.startsWith("seen "))
          .forEach(found -> seen.add(found.substring("seen ".length())));
      return seen;
    }
  }

  @Test
  void everyPlaceOfATorLeadsToTheGatewaysPort() throws IOException {
    try (var _ = python(wire, GREETER)) {
      for (Path socket : units()) {
        if (socket.toString().endsWith(".socket")) {
          assertLeadsToItsPort(socket);
        }
      }
    }
  }

  /// As systemd would do it: it listens, and starts the service when somebody comes.
  private void assertLeadsToItsPort(Path socket) throws IOException {
    List<String> places =
        LISTENS.matcher(Files.readString(socket)).results().map(found -> found.group(1)).toList();
    Path service = Path.of(socket.toString().replace(".socket", ".service"));
    Matcher proxy = PROXY.matcher(Files.readString(service));
    assertThat(proxy.find()).isTrue();
    String port = socket.toString().replaceAll(".*-(\\d+)\\.socket", "$1");
    var words = Stream.<String>builder();
    Stream.of("sh", "-c", "exec \"$0\" \"$@\" 2>&1", "systemd-socket-activate").forEach(words);
    places.forEach(place -> words.add("--listen=" + place));
    Stream.of(proxy.group(1).split(" ", -1)).forEach(words);
    try (var activated = start(machine, words.build().toArray(String[]::new))) {
      activated.awaitOut("Listening on " + places.getLast(), LIMIT);
      var caller = Stream.concat(Stream.of("python3", "-c", CALLER), places.stream());
      var told = Outcome.of(line(machine, caller.toArray(String[]::new)), Map.of(), LIMIT);
      assertThat(told.assertOk().out().lines())
          .containsExactlyElementsOf(places.stream().map(place -> place + " " + port).toList());
    }
  }

  @Test
  void wrappedCommandsHaveSocksUsersOfTheirOwn() {
    try (var doorman = python(wire, DOORMAN)) {
      Outcome _ =
          in(
              machine,
              """
              export HOME=/nonexistent
              curl -sS -m 20 http://web.test/
              wget -q -t 1 -T 20 -O - http://web.test/
              git ls-remote http://web.test/
              ssh -o BatchMode=yes git@web.test
              """);
      for (String user : List.of("curl 9117", "wget 9109", "git 9107", "ssh 9106")) {
        doorman.awaitOut("user " + user + "\n", LIMIT);
      }
    }
  }
}
