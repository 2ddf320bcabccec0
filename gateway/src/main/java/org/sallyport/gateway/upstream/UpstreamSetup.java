package org.sallyport.gateway.upstream;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.sallyport.api.location.OwnDirectory;
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

/// Says how the upstream is started: which program, without our capabilities, with which torrc, in
/// which directories.
public final class UpstreamSetup {
  private static final String DIRECTORY = "tor";

  /// tor gets none of the capabilities that the gateway holds in its user namespace.
  private static final List<String> WITHOUT_CAPABILITIES =
      List.of("setpriv", "--ambient-caps=-all", "--inh-caps=-all", "--");

  private UpstreamSetup() {}

  /// The plan for this gateway; makes the directories that it needs.
  ///
  /// @param uid whose directories they must be
  public static Upstream.Plan plan(GatewaySettings settings, long uid) {
    RuntimeLocation location = settings.location();
    Path data = location.stateDirectory().resolve(DIRECTORY);
    Path run = location.runtimeDirectory().resolve(DIRECTORY);
    var directories = new OwnDirectory(uid);
    directories.prepareState(data);
    directories.prepareState(run);
    var locator = new TorLocator(TorLocator.FOLDERS);
    GatewayConfig.Tor tor = settings.config().tor();
    Path program = tor.executable() == null ? locator.tor() : Path.of(tor.executable());
    var torrc =
        Torrc.standard(data, run, ProcessHandle.current().pid())
            .withSocks(listeners(settings.config()))
            .withBridges(bridges(tor.bridges(), locator))
            .withExtraLines(settings.uplink().torrcLines());
    return new Upstream.Plan(
        new TorCommand(WITHOUT_CAPABILITIES, program), torrc, UpstreamTimes.STANDARD);
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
