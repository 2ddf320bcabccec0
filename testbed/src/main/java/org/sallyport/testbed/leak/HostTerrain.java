package org.sallyport.testbed.leak;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sallyport.testbed.fault.Fault;
import org.sallyport.testbed.leak.probe.Family;
import org.sallyport.testbed.leak.probe.Probe;
import org.sallyport.testbed.leak.world.Internet;
import org.sallyport.testbed.stage.Stage;

/// A gateway for the applications of its own host, on which the private network runs too.
final class HostTerrain implements Terrain {
  static final List<String> UNPRIVILEGED =
      List.of("setpriv", "--ambient-caps=-all", "--inh-caps=-all", "--");

  @Override
  public List<String> prefix() {
    return UNPRIVILEGED;
  }

  @Override
  public List<String> administration(List<String> command) {
    return command;
  }

  @Override
  public Internet internet(Internet.Innocent innocent, List<String> relays) {
    return Internet.start(innocent);
  }

  @Override
  public String configuration() {
    return "";
  }

  @Override
  public Process run(Stage stage, String application, List<String> program) {
    var command =
        new ArrayList<>(List.of("run", "--workstation", "leak", "--app", application, "--"));
    command.addAll(program);
    return stage.start(command, HostTerrain::holding);
  }

  @Override
  public String socksHost() {
    return "127.0.0.1";
  }

  /// A process of the uplink namespace with every right over it.
  @Override
  public List<List<String>> unprotected(List<String> program) {
    return List.of(holding(program));
  }

  /// The same command with a descriptor open that it should not hand on.
  private static List<String> holding(List<String> command) {
    return Terrain.behind(List.of("bash", "-c", "exec 9</; exec \"$@\"", "holding"), command);
  }

  @Override
  public void expose() {
    // the host is nobody's workstation
  }

  @Override
  public void cover() {
    // as above
  }

  @Override
  public boolean isExposedBesideGateway() {
    return true;
  }

  @Override
  public Process other(Stage stage, List<String> program) {
    return run(stage, "another", program);
  }

  @Override
  public Map<String, String> facts() {
    return Map.of();
  }

  @Override
  public boolean suits(Probe probe) {
    return probe.family() != Family.SPOOFED && probe.family() != Family.GATEWAY;
  }

  @Override
  public List<Fault> faults() {
    return List.of(Fault.values());
  }

  @Override
  public boolean holdsWithoutRules(Probe probe) {
    return true;
  }

  /// What is only another machine's to try has a matrix of its own.
  @Override
  public List<Probe> leftOut() {
    return List.of();
  }

  @Override
  public void close() {
    // there is nothing but the processes that others close
  }
}
