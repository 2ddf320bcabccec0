package org.sallyport.gateway.upstream;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.sallyport.api.location.RuntimeLocation;
import org.sallyport.core.secret.Sensitive;
import org.sallyport.gateway.config.GatewayConfig;
import org.sallyport.gateway.settings.GatewaySettings;
import org.sallyport.tor.process.TorCommand;
import org.sallyport.tor.process.TorLocator;
import org.sallyport.tor.torrc.Bridges;
import org.sallyport.tor.torrc.SocksListener;
import org.sallyport.tor.torrc.Torrc;
import org.sallyport.tor.upstream.Upstream;
import org.sallyport.tor.upstream.UpstreamTimes;

/// Says how the upstream is started: which program, behind which walls, with which torrc, in which
/// directories.
public final class UpstreamSetup {
  private static final String DIRECTORY = "tor";

  private final GatewaySettings settings;
  private final Path data;
  private final Path run;
  private final TorWalls walls;

  /// For this gateway.
  ///
  /// @param uid whom the gateway runs as
  public UpstreamSetup(GatewaySettings settings, long uid) {
    this.settings = settings;
    RuntimeLocation location = settings.location();
    data = location.stateDirectory().resolve(DIRECTORY);
    run = location.runtimeDirectory().resolve(DIRECTORY);
    walls = TorWalls.around(List.of(data, run), uid);
  }

  /// The plan for this gateway; makes the directories that it needs.
  public Upstream.Plan plan() {
    walls.prepareFolders();
    var locator = new TorLocator(TorLocator.FOLDERS);
    GatewayConfig.Tor tor = settings.config().now().tor();
    Path program = tor.executable() == null ? locator.tor() : Path.of(tor.executable());
    var bridges = bridges(tor.bridges(), locator);
    var torrc =
        Torrc.standard(data, run, ProcessHandle.current().pid())
            .withSocks(listeners(settings.config().now()))
            .withBridges(bridges)
            .withExtraLines(settings.uplink().torrcLines());
    boolean sandbox = tor.sandbox() && bridges.plugins().isEmpty();
    return new Upstream.Plan(
        new TorCommand(walls.prefix(program, bridges.plugins()), program),
        sandbox ? torrc.inSandbox() : torrc,
        UpstreamTimes.STANDARD);
  }

  /// What stands between tor and the machine.
  public TorWalls walls() {
    return walls;
  }

  /// The plain one first, the others in the order of their names.
  private static List<SocksListener> listeners(GatewayConfig config) {
    return Flavours.inUse(config).stream()
        .map(SocksListener::new)
        .sorted(Comparator.comparing(SocksListener::name))
        .toList();
  }

  private static Bridges bridges(List<String> lines, TorLocator locator) {
    var secret = lines.stream().map(Sensitive::of).toList();
    var plain = new Bridges(secret, List.of());
    return new Bridges(secret, plain.transports().stream().map(locator::plugin).toList());
  }
}
