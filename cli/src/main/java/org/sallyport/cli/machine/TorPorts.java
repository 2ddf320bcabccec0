package org.sallyport.cli.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The places of this machine where software looks for a tor of its own, led to the gateway's ports
/// by systemd-socket-proxyd(8), so that it never runs Tor over Tor; and the environment that tells
/// Tor Browser and its kin not to start one. The places are those of a Whonix-Workstation
/// (anon-ws-disable-stacked-tor).
final class TorPorts {
  /// Connections that one proxy carries at once.
  private static final int MOST_CONNECTIONS = 1024;

  private static final String UNITS = "etc/systemd/system/";
  private static final String SOCKETS = "/run/anon-ws-disable-stacked-tor/";

  /// One port of the gateway.
  ///
  /// @param number where it is on the gateway
  /// @param what what it is
  /// @param listens where this machine's programs find it
  private record Way(int number, String what, List<String> listens) {
    String unit(String kind) {
      return "sallyport-tor-" + number + "." + kind;
    }
  }

  private static final List<Way> WAYS =
      List.of(
          new Way(9050, "SocksPort", listens(List.of("/run/tor/socks"), 9050)),
          new Way(9051, "ControlPort", listens(List.of("/run/tor/control"), 9051, 9151)),
          new Way(9102, "SocksPort for mail", local(9102).toList()),
          new Way(9150, "SocksPort for Tor Browser", listens(List.of(), 9150)));

  private TorPorts() {}

  private static List<String> listens(List<String> more, int... ports) {
    var listens = new ArrayList<String>();
    for (int port : ports) {
      local(port).forEach(listens::add);
      listens.add(SOCKETS + "127.0.0.1_" + port + ".sock");
      listens.add(SOCKETS + "::1_" + port + ".sock");
    }
    listens.addAll(more);
    return listens;
  }

  private static Stream<String> local(int port) {
    return Stream.of("127.0.0.1:" + port, "[::1]:" + port);
  }

  static List<SetupFile> of(MachineNetwork network) {
    var files = new ArrayList<SetupFile>();
    for (Way way : WAYS) {
      String socket = way.unit("socket");
      files.add(SetupFile.readable(UNITS + socket, socket(way)));
      files.add(SetupFile.readable(UNITS + way.unit("service"), service(way, network)));
      files.add(new SetupFile.Link(UNITS + "sockets.target.wants/" + socket, "../" + socket));
    }
    files.add(SetupFile.readable("etc/profile.d/sallyport-workstation.sh", environment()));
    return files;
  }

  private static String socket(Way way) {
    return """
    [Unit]
    Description=The gateway's %s, on this machine

    [Socket]
    %sSocketMode=0666
    FreeBind=yes
    RemoveOnStop=yes

    [Install]
    WantedBy=sockets.target
    """
        .formatted(
            way.what(),
            way.listens().stream()
                .map(where -> "ListenStream=" + where + "\n")
                .collect(Collectors.joining()));
  }

  private static String service(Way way, MachineNetwork network) {
    return """
    [Unit]
    Description=The gateway's %s, for this machine's programs
    Requires=%s
    After=%2$s

    [Service]
    Type=exec
    ExecStart=/lib/systemd/systemd-socket-proxyd --connections-max=%d %s:%d
    DynamicUser=yes
    CapabilityBoundingSet=
    IPAddressDeny=any
    IPAddressAllow=localhost %s
    LockPersonality=yes
    MemoryDenyWriteExecute=yes
    PrivateDevices=yes
    PrivateUsers=yes
    ProcSubset=pid
    ProtectClock=yes
    ProtectControlGroups=yes
    ProtectHome=yes
    ProtectHostname=yes
    ProtectKernelLogs=yes
    ProtectKernelModules=yes
    ProtectKernelTunables=yes
    ProtectProc=invisible
    RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6
    RestrictNamespaces=yes
    RestrictRealtime=yes
    SystemCallArchitectures=native
    SystemCallFilter=@system-service
    SystemCallFilter=~@privileged @resources
    """
        .formatted(
            way.what(),
            way.unit("socket"),
            MOST_CONNECTIONS,
            network.first().gatewayHost(),
            way.number(),
            network.first().gatewayText());
  }

  private static String environment() {
    return """
    export TOR_SKIP_LAUNCH=1
    export TOR_SKIP_CONTROLPORTTEST=1
    export TOR_NO_DISPLAY_NETWORK_SETTINGS=1
    export TOR_USE_LEGACY_LAUNCHER=1
    export TOR_SOCKS_HOST=127.0.0.1
    export TOR_SOCKS_PORT=9150
    export TOR_CONTROL_HOST=127.0.0.1
    export TOR_CONTROL_PORT=9151
    export TOR_SOCKS_IPC_PATH=%1$s127.0.0.1_9150.sock
    export TOR_CONTROL_IPC_PATH=%1$s127.0.0.1_9151.sock
    """
        .formatted(SOCKETS);
  }
}
