package org.sallyport.tor.torrc;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.sallyport.core.port.UpstreamFlavour;

/// The upstream's whole configuration. Equal values have equal texts.
///
/// `dataDirectory` persists, so that guards persist. `runDirectory` holds the sockets, the cookie
/// and the torrc of one run. Both must exist with mode 0700 and belong to the user that tor runs as
/// (root can still reach the sockets). `sandbox` is tor's own system-call filter, in which it
/// starts no other program: not with plugins. `ownerPid` is the process without which tor must not
/// go on. `extraLines` are written as they are, at the end.
public record Torrc(
    Path dataDirectory,
    Path runDirectory,
    List<SocksListener> socks,
    Bridges bridges,
    boolean sandbox,
    long ownerPid,
    List<String> extraLines) {
  public Torrc {
    socks = List.copyOf(socks);
    extraLines = List.copyOf(extraLines);
    TorrcText.path("DataDirectory", dataDirectory);
    TorrcText.socket("ControlPort", runDirectory.resolve("control"));
    for (SocksListener listener : socks) {
      TorrcText.socket("SocksPort", runDirectory.resolve(listener.name()));
    }
    if (socks.stream().map(SocksListener::name).distinct().count() != socks.size()) {
      throw new IllegalArgumentException("SocksPort: a name occurs twice (expected: distinct)");
    }
    for (String line : extraLines) {
      TorrcText.line("torrc line", line);
    }
    if (sandbox && !bridges.plugins().isEmpty()) {
      throw new IllegalArgumentException("Sandbox: with transport plugins (expected: without)");
    }
  }

  /// The usual upstream: one SocksPort, no bridges, no sandbox.
  public static Torrc standard(Path dataDirectory, Path runDirectory, long ownerPid) {
    var socks = List.of(SocksListener.DEFAULT);
    return new Torrc(dataDirectory, runDirectory, socks, Bridges.NONE, false, ownerPid, List.of());
  }

  /// The same with other lines at the end.
  public Torrc withExtraLines(List<String> lines) {
    return new Torrc(dataDirectory, runDirectory, socks, bridges, sandbox, ownerPid, lines);
  }

  /// The same with bridges.
  public Torrc withBridges(Bridges other) {
    return new Torrc(dataDirectory, runDirectory, socks, other, sandbox, ownerPid, extraLines);
  }

  /// The same with another list of SocksPorts.
  public Torrc withSocks(List<SocksListener> listeners) {
    return new Torrc(
        dataDirectory, runDirectory, listeners, bridges, sandbox, ownerPid, extraLines);
  }

  /// The same in tor's own system-call filter.
  public Torrc inSandbox() {
    return new Torrc(dataDirectory, runDirectory, socks, bridges, true, ownerPid, extraLines);
  }

  /// Where this text belongs.
  public Path file() {
    return runDirectory.resolve("torrc");
  }

  public Path controlSocket() {
    return runDirectory.resolve("control");
  }

  public Path cookieFile() {
    return runDirectory.resolve("cookie");
  }

  /// The sockets of the listeners, by what they are for.
  public Map<UpstreamFlavour, Path> socksSockets() {
    return socks.stream()
        .collect(
            Collectors.toUnmodifiableMap(
                SocksListener::flavour, listener -> runDirectory.resolve(listener.name())));
  }

  /// The configuration in torrc syntax, LF at the end of each line.
  public String text() {
    var lines = new ArrayList<String>();
    lines.add("# Written by the gateway at every start; edits are lost.");
    lines.add("ClientOnly 1");
    lines.add("DataDirectory " + quoted(dataDirectory));
    if (sandbox) {
      lines.add("Sandbox 1");
    }
    lines.add("# tor goes when the gateway goes: TAKEOWNERSHIP, and until then this:");
    lines.add("__OwningControllerProcess " + ownerPid);
    lines.add("ControlPort unix:" + quoted(controlSocket()));
    lines.add("CookieAuthentication 1");
    lines.add("CookieAuthFile " + quoted(cookieFile()));
    for (SocksListener listener : socks) {
      String socket = quoted(runDirectory.resolve(listener.name()));
      lines.add("SocksPort unix:" + socket + listener.flagText());
    }
    lines.add(
        "# A leg of a conflux set that closes can leave the other to another token (ADR 18):");
    lines.add("ConfluxEnabled 0");
    lines.add("SafeLogging 1");
    lines.add("Log notice stdout");
    lines.addAll(bridges.text());
    lines.addAll(extraLines);
    return String.join("\n", lines) + "\n";
  }

  private static String quoted(Path path) {
    return '"' + path.toString() + '"';
  }

  /// The folders alone: extra lines and bridges may be secret.
  @Override
  public String toString() {
    return "Torrc[" + dataDirectory + ", " + runDirectory + "]";
  }
}
