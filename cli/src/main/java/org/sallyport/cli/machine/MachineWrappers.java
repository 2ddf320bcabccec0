package org.sallyport.cli.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sallyport.cli.machine.SetupFile.Access;

/// Scripts before commands that give each a SocksPort of the gateway, and a SOCKS user of its own:
/// without them a machine is one application. The ports are those of Whonix's table; the gateway
/// isolates by the user on any port. What understands no proxy runs under torsocks; without
/// torsocks it does not run (status 125), for it would share the machine's circuits unnoticed.
final class MachineWrappers {
  private static final String TORSOCKS = "etc/sallyport-workstation/torsocks.conf";

  /// How a command is told of a SocksPort.
  private enum Way {
    /// By `all_proxy`, which libcurl reads; a proxy that the caller names stays.
    ENVIRONMENT,
    /// By torsocks.
    TORSOCKS
  }

  /// One command.
  private record Wrapped(String name, int port, Way way) {
    String path() {
      return "usr/local/bin/" + name;
    }
  }

  private static final int APT_PORT = 9104;

  private static final List<Wrapped> ALL =
      List.of(
          new Wrapped("curl", 9117, Way.ENVIRONMENT),
          new Wrapped("git", 9107, Way.ENVIRONMENT),
          new Wrapped("rawdog", 9118, Way.TORSOCKS),
          new Wrapped("ssh", 9106, Way.TORSOCKS),
          new Wrapped("wget", 9109, Way.TORSOCKS),
          new Wrapped("wormhole", 9050, Way.TORSOCKS));

  private MachineWrappers() {}

  /// The commands that can be wrapped.
  static Set<String> commands() {
    return ALL.stream().map(Wrapped::name).collect(Collectors.toUnmodifiableSet());
  }

  /// The scripts of those commands that the machine has, and apt's own setting.
  static List<SetupFile> of(MachineNetwork network, Set<String> installed) {
    var files = new ArrayList<SetupFile>();
    ALL.stream()
        .filter(wrapped -> installed.contains(wrapped.name()))
        .map(wrapped ->
            new SetupFile.Text(wrapped.path(), script(wrapped, network), Access.EXECUTABLE))
        .forEach(files::add);
    files.add(SetupFile.readable(TORSOCKS, torsocks(network)));
    files.add(apt(network));
    return files;
  }

  private static SetupFile apt(MachineNetwork network) {
    String proxy = proxy("apt", APT_PORT, network);
    String text =
        Stream.of("http", "https")
            .map(scheme -> "Acquire::%s::Proxy \"%s\";\n".formatted(scheme, proxy))
            .collect(Collectors.joining("", "// " + SetupFile.MARK + "\n", ""));
    return new SetupFile.Text("etc/apt/apt.conf.d/90sallyport-workstation", text, Access.READABLE);
  }

  private static String proxy(String user, int port, MachineNetwork network) {
    return "socks5h://%s:0@%s:%d".formatted(user, network.first().gatewayHost(), port);
  }

  private static String torsocks(MachineNetwork network) {
    return """
    TorAddress %s
    TorPort 9050
    OnionAddrRange 127.42.42.0/24
    AllowInbound 1
    AllowOutboundLocalhost 1
    """
        .formatted(network.first().gatewayText());
  }

  private static String script(Wrapped wrapped, MachineNetwork network) {
    String head =
        """
        #!/bin/sh
        # %s
        # Around it: /usr/bin/%s, or UWT_DEV_PASSTHROUGH=1.
        [ "${UWT_DEV_PASSTHROUGH:-}" = 1 ] && exec /usr/bin/%2$s "$@"
        """
            .formatted(SetupFile.MARK, wrapped.name());
    return head
        + switch (wrapped.way()) {
          case ENVIRONMENT -> byEnvironment(wrapped, network);
          case TORSOCKS -> byTorsocks(wrapped);
        };
  }

  private static String byEnvironment(Wrapped wrapped, MachineNetwork network) {
    return """
    : "${all_proxy:=%s}" "${no_proxy:=localhost,127.0.0.1,::1}"
    export all_proxy no_proxy
    exec /usr/bin/%s "$@"
    """
        .formatted(proxy(wrapped.name(), wrapped.port(), network), wrapped.name());
  }

  private static String byTorsocks(Wrapped wrapped) {
    return """
    if ! command -v torsocks >/dev/null; then
      echo "%1$s was not run: torsocks is missing. Install it, or call /usr/bin/%1$s, which" \\
        "shares the circuits of this machine's other programs." >&2
      exit 125
    fi
    export TORSOCKS_CONF_FILE=/%2$s TORSOCKS_TOR_PORT=%3$d
    export TORSOCKS_USERNAME=%1$s TORSOCKS_PASSWORD=0
    exec torsocks /usr/bin/%1$s "$@"
    """
        .formatted(wrapped.name(), TORSOCKS, wrapped.port());
  }
}
