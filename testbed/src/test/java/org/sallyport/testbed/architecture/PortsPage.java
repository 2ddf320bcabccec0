package org.sallyport.testbed.architecture;

import java.util.List;
import org.sallyport.core.port.IsolationFlag;
import org.sallyport.core.port.PortPreset;
import org.sallyport.core.port.PortRow;
import org.sallyport.core.port.RefusedFlag;
import org.sallyport.core.port.TrafficFlag;

/// `docs/reference/ports.md`, written from the code.
final class PortsPage {
  private static final String HEAD =
      """
      # Ports and their flags

      Written from the code; after a change of `org.sallyport.core.port` run `PortsPageTest` with `-Dgolden.update=true`.

      In every launch, on 127.0.0.0/8, ::1 and the addresses of a Whonix-Gateway (10.152.152.10, fd19:c33d:88bc::10). `ports =`
      of a [workstation](configuration.md#workstationname) picks the table, `[[workstation.NAME.port]]` adds to it, and
      `sallyport ports -w NAME` shows the result. A `TransPort` takes every other TCP connection, a `DNSPort` every DNS datagram,
      whatever their numbers. All ports of a kind share [one listening socket](../adr/0011-one-listener-for-all-ports-of-a-kind.md).
      """;
  private static final String ISOLATION =
      """

      ## Isolation flags
      Two streams share no circuit if they differ in what a flag of either one's port names. Ports share with no other port
      unless they name the same `SessionGroup=N`. Enforced by the gateway: each is a part of the isolation key.

      | flag | keeps a stream apart from those with |
      |---|---|
      """;
  private static final String TRAFFIC =
      """

      ## Traffic flags
      Off unless said; the `No` form of each takes it back, and `IPv4Traffic`, `IPv6Traffic`, `DNSRequest`, `OnionTraffic` take
      their `No…` flags back. "tor" means that the stream goes to a
      [SocksPort of the upstream](../adr/0012-a-socksport-for-each-flavour.md) that has the flag; "gateway" that tor is not even
      asked, and the client gets its protocol's "not allowed"; "both" that addresses are refused by the gateway and names by tor.

      | flag | enforced by | what it does |
      |---|---|---|
      """;
  private static final String REFUSED =
      """

      ## Flags of tor's manual that are not taken
      | flag | why |
      |---|---|
      """;

  private PortsPage() {}

  /// The whole page.
  static String text() {
    var page = new StringBuilder(HEAD);
    preset(page, "standard", PortPreset.STANDARD);
    preset(page, "whonix", PortPreset.WHONIX);
    page.append(ISOLATION);
    for (IsolationFlag flag : IsolationFlag.values()) {
      row(page, "`" + flag.torrcName() + "`", flag.keepsApart());
    }
    page.append(TRAFFIC);
    for (TrafficFlag flag : TrafficFlag.values()) {
      row(page, "`" + flag.torrcName() + "`", enforcer(flag), flag.effect());
    }
    page.append(REFUSED);
    for (RefusedFlag flag : RefusedFlag.values()) {
      row(page, "`" + flag.torrcName() + "`", flag.reason());
    }
    return page.toString();
  }

  private static void preset(StringBuilder page, String name, PortPreset preset) {
    page.append("\n## `ports = \"").append(name).append("\"`\n");
    page.append("| port | kind | flags | for |\n|---|---|---|---|\n");
    for (PortRow port : preset.table().rows()) {
      row(
          page,
          port.numbers().toString(),
          "`" + port.kind().torrcName() + "`",
          flags(port.flags()),
          port.purpose());
    }
  }

  private static String flags(List<String> flags) {
    return flags.isEmpty() ? "" : "`" + String.join("`, `", flags) + "`";
  }

  private static String enforcer(TrafficFlag flag) {
    return switch (flag.enforcer()) {
      case GATEWAY -> "gateway";
      case UPSTREAM -> "tor";
      case BOTH -> "both";
    };
  }

  private static void row(StringBuilder page, String... cells) {
    page.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }
}
