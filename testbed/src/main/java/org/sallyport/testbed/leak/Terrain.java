package org.sallyport.testbed.leak;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.testbed.fault.Fault;
import org.sallyport.testbed.leak.probe.Catalogue;
import org.sallyport.testbed.leak.probe.Probe;
import org.sallyport.testbed.leak.world.Internet;
import org.sallyport.testbed.stage.Stage;

/// Where a gateway under test stands, and from where it is probed. Confined to one thread.
public sealed interface Terrain extends AutoCloseable permits HostTerrain, LanTerrain {
  /// What command lines begin with that are typed where the gateway runs.
  List<String> prefix();

  /// A command line that has all rights over the network where the gateway runs.
  List<String> administration(List<String> command);

  /// Makes what is beyond the uplink, around the private network in this process's namespace.
  ///
  /// @param relays the network's addresses
  Internet internet(Internet.Innocent innocent, List<String> relays);

  /// What the gateway is configured with.
  String configuration();

  /// Starts a program that the gateway protects.
  Process run(Stage stage, String application, List<String> program);

  /// Where a protected program finds the SocksPorts.
  String socksHost();

  /// The command lines of a program that nothing protects, in the order in which they are tried to
  /// see that a probe can be seen at all.
  List<List<String>> unprotected(List<String> program);

  /// Lets it be unprotected, before there is a gateway; called once.
  void expose();

  /// Ends that.
  void cover();

  /// Whether a gateway may start while everything is exposed.
  boolean isExposedBesideGateway();

  /// Starts a program as another application, which asks the resolver that it is given.
  Process other(Stage stage, List<String> program);

  /// What probers need to know besides.
  Map<String, String> facts();

  /// Whether a probe means anything here.
  boolean suits(Probe probe);

  /// The probes that mean something here.
  default List<Probe> probes() {
    return Catalogue.probes().stream().filter(this::suits).toList();
  }

  /// The kinds of faults that can strike here.
  List<Fault> faults();

  /// Whether a probe must be contained even while somebody takes the packet rules away.
  boolean holdsWithoutRules(Probe probe);

  /// The probes of the catalogue that mean nothing here, but somewhere else.
  List<Probe> leftOut();

  @Override
  void close();

  /// Starts a program, its input and output are the caller's.
  static Process start(List<String> line) {
    try {
      return new ProcessBuilder(line).start();
    } catch (IOException e) {
      throw new GatewayException(
          ErrorKind.MISSING_PREREQUISITE,
          "The leak test could not run %s (%s). Install it."
              .formatted(line.getFirst(), e.getMessage()),
          e);
    }
  }

  /// A command line behind another.
  static List<String> behind(List<String> prefix, List<String> command) {
    var line = new ArrayList<>(prefix);
    line.addAll(command);
    return line;
  }
}
