package org.sallyport.core.port;

import static org.sallyport.core.port.IsolationFlag.ISOLATE_DEST_ADDR;
import static org.sallyport.core.port.IsolationFlag.ISOLATE_DEST_PORT;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// The tables of ports that need no configuration.
public enum PortPreset {
  /// What software expects of tor, Tor Browser and a transparent gateway.
  STANDARD {
    @Override
    public PortTable table() {
      return new PortTable(STANDARD_PORTS);
    }
  },
  /// Every port of a Whonix-Gateway that a workstation sees, with its flags and its purpose, beside
  /// those of `STANDARD` (`tor-service-defaults-torrc.anondist.base` of anon-gw-anonymizer-config).
  WHONIX {
    @Override
    public PortTable table() {
      return new PortTable(STANDARD_PORTS).with(WhonixPorts.ports());
    }
  };

  private static final Set<TrafficFlag> BROWSER =
      Set.of(
          TrafficFlag.KEEP_ALIVE_ISOLATE_SOCKS_AUTH,
          TrafficFlag.PREFER_IPV6,
          TrafficFlag.EXTENDED_ERRORS);
  private static final Set<TrafficFlag> ONION_ONLY = Set.of(TrafficFlag.ONION_TRAFFIC_ONLY);

  private static final List<ListedPort> STANDARD_PORTS =
      List.of(
          listed(PortKind.DNS, 5300, "all DNS queries"),
          listed(PortKind.TRANS, 9040, "all other connections"),
          listed(PortKind.SOCKS, 9050, "tor's default"),
          listed(PortKind.HTTP_TUNNEL, 9080, "programs with HTTP proxies"),
          new ListedPort(
              Port.of(PortKind.SOCKS, 9116).plus(Set.of(), ONION_ONLY), "onion services (TorChat)"),
          listed(PortKind.SOCKS, 9122, "KDE's proxy setting"),
          listed(PortKind.SOCKS, 9123, "GNOME's proxy setting"),
          new ListedPort(Port.of(PortKind.SOCKS, 9150).plus(Set.of(), BROWSER), "Tor Browser"));

  /// The ports.
  public abstract PortTable table();

  private static ListedPort listed(PortKind kind, int number, String purpose) {
    return new ListedPort(Port.of(kind, number), purpose);
  }

  /// Whonix's own ports.
  private static final class WhonixPorts {
    private static final Set<IsolationFlag> BOTH = Set.of(ISOLATE_DEST_ADDR, ISOLATE_DEST_PORT);
    private static final Set<IsolationFlag> ADDRESS = Set.of(ISOLATE_DEST_ADDR);
    private static final Set<IsolationFlag> PORT = Set.of(ISOLATE_DEST_PORT);
    private static final String CUSTOM = "your own programs";

    private WhonixPorts() {}

    static List<ListedPort> ports() {
      var ports = new ArrayList<ListedPort>();
      ports.add(listed(PortKind.DNS, 5300, PORT, "all DNS queries"));
      applications(ports);
      ports.addAll(custom(PortKind.SOCKS, new PortRange(9152, 9159), Set.of()));
      ports.addAll(custom(PortKind.SOCKS, new PortRange(9160, 9169), ADDRESS));
      ports.addAll(custom(PortKind.SOCKS, new PortRange(9170, 9179), PORT));
      ports.addAll(custom(PortKind.SOCKS, new PortRange(9180, 9189), BOTH));
      ports.addAll(custom(PortKind.HTTP_TUNNEL, new PortRange(9190, 9199), Set.of()));
      ports.addAll(custom(PortKind.HTTP_TUNNEL, new PortRange(9200, 9209), ADDRESS));
      ports.addAll(custom(PortKind.HTTP_TUNNEL, new PortRange(9210, 9219), PORT));
      ports.addAll(custom(PortKind.HTTP_TUNNEL, new PortRange(9220, 9229), BOTH));
      return List.copyOf(ports);
    }

    private static void applications(List<ListedPort> ports) {
      ports.add(socks(9100, Set.of(), "Tor Browser of old"));
      ports.add(socks(9101, BOTH, "IRC (HexChat)"));
      ports.add(socks(9102, BOTH, "mail (Thunderbird)"));
      ports.add(socks(9103, BOTH, "instant messengers"));
      ports.add(socks(9104, Set.of(), "apt-get"));
      ports.add(socks(9105, BOTH, "gpg"));
      ports.add(socks(9106, BOTH, "ssh"));
      ports.add(socks(9107, BOTH, "git"));
      ports.add(socks(9108, BOTH, "sdwdate"));
      ports.add(socks(9109, BOTH, "wget"));
      ports.add(socks(9110, BOTH, "systemcheck"));
      ports.add(socks(9111, Set.of(), "Bitcoin, Electrum"));
      ports.add(socks(9114, BOTH, "Whonix news"));
      ports.add(socks(9115, BOTH, "Tor Browser downloader"));
      ports.add(socks(9117, BOTH, "curl"));
      ports.add(socks(9118, BOTH, "RSS (rawdog)"));
      ports.add(socks(9124, Set.of(), "aptitude"));
      ports.add(socks(9125, Set.of(), "yum"));
    }

    private static List<ListedPort> custom(
        PortKind kind, PortRange range, Set<IsolationFlag> flags) {
      return IntStream.rangeClosed(range.first(), range.last())
          .mapToObj(number -> listed(kind, number, flags, CUSTOM))
          .toList();
    }

    private static ListedPort socks(int number, Set<IsolationFlag> flags, String purpose) {
      return listed(PortKind.SOCKS, number, flags, purpose);
    }

    private static ListedPort listed(
        PortKind kind, int number, Set<IsolationFlag> flags, String purpose) {
      return new ListedPort(Port.of(kind, number).plus(flags, Set.of()), purpose);
    }
  }
}
