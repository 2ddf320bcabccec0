package org.sallyport.linux.sandbox;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Where software looks for a tor of its own, and what it finds there inside: the gateway's ports
/// as unix sockets, a cookie that authenticates nobody, and instead of the program `tor` one that
/// leads to the gateway ("never Tor over Tor"). The paths are Debian's and those of Whonix's
/// `anon-ws-disable-stacked-tor`.
public final class TorPlaces {
  /// Where the directory with the unix sockets of a launch appears; a socket's name is the number
  /// of the port that it stands for.
  public static final Path SOCKETS = Path.of("/run/sallyport-ports");

  /// The ports that have a unix socket: SocksPorts, then ControlPorts.
  public static final List<Integer> SOCKS = List.of(9050, 9150);

  /// The ControlPorts that have one.
  public static final List<Integer> CONTROL = List.of(9051, 9151);

  private static final String STACKED = "/run/anon-ws-disable-stacked-tor/";
  private static final List<String> HOSTS = List.of("127.0.0.1", "::1");
  private static final List<String> COOKIES =
      List.of("/run/tor/control.authcookie", "/run/tor/control_auth_cookie");
  private static final List<Path> PROGRAMS =
      List.of(Path.of("/usr/bin/tor"), Path.of("/usr/sbin/tor"), Path.of("/usr/local/bin/tor"));

  private TorPlaces() {}

  /// The unix socket that Whonix calls by that port.
  static String socket(int port) {
    return STACKED + "127.0.0.1_" + port + ".sock";
  }

  /// The options of `bwrap` for the links and cookies in `/run`.
  static List<String> options(SandboxFiles files) {
    List<String> options = new ArrayList<>();
    link(options, 9050, "/run/tor/socks");
    link(options, 9051, "/run/tor/control");
    for (String host : HOSTS) {
      Stream.concat(SOCKS.stream(), CONTROL.stream())
          .forEach(port -> link(options, port, STACKED + host + "_" + port + ".sock"));
    }
    for (String cookie : COOKIES) {
      options.addAll(List.of("--ro-bind", files.cookie().toString(), cookie));
    }
    return options;
  }

  private static void link(List<String> options, int port, String path) {
    options.addAll(List.of("--symlink", SOCKETS.resolve(Integer.toString(port)).toString(), path));
  }

  /// What a launch binds besides: its sockets, and the stand-in over every `tor` of this machine.
  ///
  /// @param sockets the directory of the launch's sockets
  public static List<HostBind> binds(SandboxFiles files, Path sockets) {
    return Stream.concat(
            Stream.of(new HostBind(sockets, SOCKETS, HostBind.Access.READ_ONLY)),
            PROGRAMS.stream()
                .filter(program -> Files.isRegularFile(program))
                .map(program -> new HostBind(files.tor(), program, HostBind.Access.READ_ONLY)))
        .toList();
  }
}
