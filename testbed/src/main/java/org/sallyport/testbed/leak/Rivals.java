package org.sallyport.testbed.leak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.testbed.leak.matrix.Shelter;
import org.sallyport.testbed.leak.probe.Prober;
import org.sallyport.testbed.leak.world.Command;
import org.sallyport.testbed.network.PrivateAddresses;

/// What else a user could put around a program: other tools, with a tor of the private network as
/// they expect it. Confined to one thread.
final class Rivals {
  /// The group of programs that the redirecting rules are for. In reality they are for the whole
  /// machine; here the relays live on it.
  private static final int REDIRECTED_GROUP = 64_711;

  private static final int SOCKS_PORT = 9050;
  private static final int TRANS_PORT = 9040;
  private static final int DNS_PORT = 5300;

  private static final List<String> ORDINARY =
      List.of("setpriv", "--inh-caps=-all", "--ambient-caps=-all", "--bounding-set=-all");

  private final Ground ground;
  private final Path torsocks;
  private final Path proxychains;

  private Rivals(Ground ground, Path torsocks, Path proxychains) {
    this.ground = ground;
    this.torsocks = torsocks;
    this.proxychains = proxychains;
  }

  /// Starts their tor and writes their configurations. tor listens for them on loopback; for
  /// redirected traffic on the name server's address, which the witnesses leave out: what is
  /// redirected there has not left.
  static Rivals on(Ground ground) {
    var redirected = PrivateAddresses.DNS;
    ground.client(
        List.of(
            "SocksPort 127.0.0.1:" + SOCKS_PORT,
            "TransPort " + redirected + ":" + TRANS_PORT,
            "DNSPort " + redirected + ":" + DNS_PORT,
            "VirtualAddrNetworkIPv4 10.192.0.0/10",
            "AutomapHostsOnResolve 1"));
    return new Rivals(
        ground,
        write(
            ground.stage().home().resolve("torsocks.conf"),
            "TorAddress 127.0.0.1\nTorPort %d\nOnionAddrRange 127.42.42.0/24\n"
                .formatted(SOCKS_PORT)),
        write(
            ground.stage().home().resolve("proxychains.conf"),
            """
            strict_chain
            proxy_dns
            remote_dns_subnet 224
            tcp_read_time_out 15000
            tcp_connect_time_out 8000
            [ProxyList]
            socks4 127.0.0.1 %d
            """
                .formatted(SOCKS_PORT)));
  }

  /// Those that this user can set up, in the order in which to try them: packet rules of the whole
  /// machine are for root, and what uses no tor comes before what may leave a stream behind in one.
  static List<Shelter> available() {
    return Stream.of(
            Shelter.BARE,
            Shelter.NO_NETWORK,
            Shelter.WORKSTATION,
            Shelter.TORSOCKS,
            Shelter.PROXYCHAINS,
            Shelter.REDIRECT)
        .filter(shelter -> shelter != Shelter.REDIRECT || isRoot())
        .toList();
  }

  private static boolean isRoot() {
    try {
      return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    } catch (IOException e) {
      return false;
    }
  }

  /// Starts a prober under a shelter.
  Prober prober(Shelter shelter) {
    return switch (shelter) {
      case WORKSTATION -> ground.application(ground.run(Prober.PROGRAM));
      case BARE -> start(List.of(), Map.of());
      case TORSOCKS ->
          start(List.of("torsocks"), Map.of("TORSOCKS_CONF_FILE", torsocks.toString()));
      case PROXYCHAINS -> start(List.of("proxychains4", "-q", "-f", proxychains + ""), Map.of());
      case NO_NETWORK -> begin(withoutNetwork(), Map.of());
      case REDIRECT -> {
        String _ = Command.run(List.of("nft", "-f", "-"), rules());
        yield begin(redirected(), Map.of());
      }
    };
  }

  private Prober start(List<String> wrapper, Map<String, String> environment) {
    var line = new ArrayList<>(ORDINARY);
    line.addAll(List.of("--no-new-privs", "--"));
    line.addAll(wrapper);
    line.addAll(Prober.PROGRAM);
    return begin(line, environment);
  }

  private static List<String> redirected() {
    var line = new ArrayList<>(ORDINARY);
    line.addAll(List.of("--no-new-privs", "--regid=" + REDIRECTED_GROUP, "--clear-groups", "--"));
    line.addAll(Prober.PROGRAM);
    return line;
  }

  /// bwrap takes root's rights away by itself, and refuses an ordinary user who has some.
  private static List<String> withoutNetwork() {
    var line = new ArrayList<String>();
    if (!isRoot()) {
      line.addAll(ORDINARY);
      line.add("--");
    }
    line.addAll(
        List.of("bwrap", "--dev-bind", "/", "/", "--unshare-net", "--cap-drop", "ALL", "--"));
    line.addAll(Prober.PROGRAM);
    return line;
  }

  private Prober begin(List<String> line, Map<String, String> environment) {
    var builder = new ProcessBuilder(line);
    builder.environment().putAll(environment);
    try {
      return ground.application(builder.start());
    } catch (IOException e) {
      throw new GatewayException(
          ErrorKind.MISSING_PREREQUISITE,
          "The leak test could not run %s (%s). Install torsocks, proxychains4 and bubblewrap."
              .formatted(line, e.getMessage()),
          e);
    }
  }

  /// What kali-anonsurf's `anonsurf start` sets with iptables, in its order, for one group: local
  /// networks pass, everything else is redirected, what is left is rejected. It sets nothing for
  /// IPv6.
  private static String rules() {
    return """
    table ip redirecting {
      set local {
        type ipv4_addr; flags interval
        elements = { 192.168.0.0/16, 172.16.0.0/12, 10.0.0.0/8, 127.0.0.0/8 }
      }
      chain translation {
        type nat hook output priority -100; policy accept;
        meta skgid != %1$d accept
        udp dport 53 dnat to %2$s:%3$d
        tcp dport 53 dnat to %2$s:%3$d
        ip daddr 10.192.0.0/10 tcp dport 0-65535 dnat to %2$s:%4$d
        ip daddr @local accept
        tcp flags & (fin | syn | rst | ack) == syn dnat to %2$s:%4$d
        meta l4proto udp dnat to %2$s:%4$d
        meta l4proto icmp dnat to %2$s
      }
      chain filtering {
        type filter hook output priority -50; policy accept;
        meta skgid != %1$d accept
        ct status dnat accept
        ip daddr @local accept
        ct state established,related accept
        reject
      }
    }
    """
        .formatted(REDIRECTED_GROUP, PrivateAddresses.DNS, DNS_PORT, TRANS_PORT);
  }

  private static Path write(Path file, String text) {
    try {
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new GatewayException(
          ErrorKind.STORAGE,
          "The leak test could not write %s (%s).".formatted(file, e.getMessage()),
          e);
    }
  }
}
