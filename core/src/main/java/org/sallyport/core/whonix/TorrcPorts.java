package org.sallyport.core.whonix;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.sallyport.core.port.Port;
import org.sallyport.core.port.PortFlags;
import org.sallyport.core.port.PortFlags.Parsed;
import org.sallyport.core.port.PortKind;
import org.sallyport.core.port.PortPreset;
import org.sallyport.core.stream.Host;
import org.sallyport.core.whonix.Finding.Outcome;

/// Ports that torrc files open, as far as workstations reach them. Confined to its caller.
final class TorrcPorts {
  /// The numbers that workstations reach whatever `INTERNAL_OPEN_PORTS` adds.
  static final Set<Integer> USUAL =
      PortPreset.WHONIX.table().ports().stream()
          .map(Port::number)
          .collect(Collectors.toUnmodifiableSet());

  private static final Map<String, PortKind> KINDS =
      Map.of(
          "socksport", PortKind.SOCKS,
          "httptunnelport", PortKind.HTTP_TUNNEL,
          "transport", PortKind.TRANS,
          "dnsport", PortKind.DNS);
  private static final Pattern ENDPOINT =
      Pattern.compile("(?:(?:\\[([0-9a-fA-F:.]+)]|([^:\\[\\]]+)):)?([1-9][0-9]{0,4})");
  private static final int MAX_NUMBER = 65_535;

  /// The most ports of one's own.
  private static final int MAX_PORTS = 256;

  /// The gateway's addresses for workstations, and all of its addresses.
  private static final Set<InetAddress> INTERNAL =
      Set.of(
          InetAddress.ofLiteral("10.152.152.10"),
          InetAddress.ofLiteral("fd19:c33d:88bc::10"),
          InetAddress.ofLiteral("0.0.0.0"),
          InetAddress.ofLiteral("::"));

  private final Draft draft;
  private final Set<Integer> open;
  private final Map<Integer, Port> taken = new HashMap<>();

  /// @param open numbers that the firewall opens besides the usual ones
  TorrcPorts(Draft draft, Set<Integer> open) {
    this.draft = draft;
    this.open = Set.copyOf(open);
  }

  static boolean isPort(TorrcLine line) {
    return KINDS.containsKey(line.option());
  }

  /// Takes the port of a line, or says why not.
  void take(TorrcLine line) {
    PortKind kind = KINDS.get(line.option());
    List<String> words = line.words();
    if (kind == null || words.isEmpty()) {
      draft.find(Outcome.NOT_UNDERSTOOD, line.said(), "expected ADDRESS:PORT and flags");
      return;
    }
    String where = words.getFirst().toLowerCase(Locale.ROOT);
    if (where.equals("0") || where.equals("auto") || where.startsWith("unix:")) {
      draft.find(Outcome.MEANINGLESS, line.said(), "no port that workstations could reach");
      return;
    }
    var endpoint = ENDPOINT.matcher(where);
    if (!endpoint.matches() || Integer.parseInt(endpoint.group(3)) > MAX_NUMBER) {
      draft.find(Outcome.NOT_UNDERSTOOD, line.said(), "expected ADDRESS:PORT and flags");
      return;
    }
    String v6 = endpoint.group(1);
    String address = v6 != null ? v6 : endpoint.group(2);
    if (reaches(line, address == null ? "127.0.0.1" : address)) {
      flags(line, words.subList(1, words.size()))
          .ifPresent(flags -> take(line, flags.port(kind, Integer.parseInt(endpoint.group(3)))));
    }
  }

  private boolean reaches(TorrcLine line, String text) {
    Optional<InetAddress> address =
        text.equals("localhost")
            ? Optional.of(InetAddress.ofLiteral("127.0.0.1"))
            : Host.literal(text);
    if (address.isPresent() && INTERNAL.contains(address.get())) {
      return true;
    }
    if (address.isPresent() && address.get().isLoopbackAddress()) {
      draft.find(
          Outcome.MEANINGLESS,
          line.said(),
          "on the gateway's own loopback: for its own programs, start them with sallyport run");
    } else {
      draft.find(Outcome.NOT_UNDERSTOOD, line.said(), "no address of a Whonix-Gateway's");
    }
    return false;
  }

  private Optional<PortFlags> flags(TorrcLine line, List<String> words) {
    return switch (PortFlags.parse(words)) {
      case Parsed.Flags(var flags) -> Optional.of(flags);
      case Parsed.Problem(var problem) -> {
        draft.find(Outcome.REFUSED, line.said(), problem);
        yield Optional.empty();
      }
    };
  }

  private void take(TorrcLine line, Port port) {
    Optional<Port> usual =
        PortPreset.WHONIX.table().ports().stream()
            .filter(other -> other.number() == port.number())
            .findFirst();
    if (usual.equals(Optional.of(port))) {
      draft.find(Outcome.ALREADY, line.said(), "a port of ports = \"whonix\"");
    } else if (usual.isEmpty() && !open.contains(port.number())) {
      draft.find(
          Outcome.MEANINGLESS,
          line.said(),
          "INTERNAL_OPEN_PORTS does not name it, so no workstation reached it by its number");
    } else if (usual.map(other -> other.kind() != port.kind()).orElse(isOneOfItsKind(port))) {
      draft.find(
          Outcome.NOT_UNDERSTOOD, line.said(), "there is another port of this kind or number");
    } else if (taken.size() == MAX_PORTS && !taken.containsKey(port.number())) {
      draft.find(Outcome.NOT_UNDERSTOOD, line.said(), "more than " + MAX_PORTS + " ports");
    } else {
      write(line, port);
    }
  }

  private static boolean isOneOfItsKind(Port port) {
    return port.kind() == PortKind.TRANS || port.kind() == PortKind.DNS;
  }

  private void write(TorrcLine line, Port port) {
    Port before = taken.putIfAbsent(port.number(), port);
    if (before != null && !before.equals(port)) {
      draft.find(
          Outcome.NOT_UNDERSTOOD, line.said(), "another line has other flags for this number");
      return;
    }
    if (before == null) {
      TomlTable table = draft.ofWorkstation("port");
      table.put("kind", new TomlValue.Text(kind(port.kind())));
      table.put("number", new TomlValue.Whole(port.number()));
      if (!port.flagWords().isEmpty()) {
        table.put("flags", new TomlValue.Texts(port.flagWords()));
      }
    }
    draft.find(Outcome.TAKEN, line.said(), "[[workstation.NAME.port]]");
  }

  private static String kind(PortKind kind) {
    return switch (kind) {
      case SOCKS -> "socks";
      case HTTP_TUNNEL -> "http-tunnel";
      case TRANS -> "trans";
      case DNS -> "dns";
      case CONTROL -> throw new IllegalArgumentException("kind: CONTROL (expected: another)");
    };
  }
}
