package org.sallyport.testbed.e2e;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.sallyport.testbed.lan.LanLab;
import org.sallyport.testbed.lan.LanMachine;
import org.sallyport.testbed.lan.Segment;
import org.sallyport.testbed.lan.Site;

/// A gateway for other machines, on a private Tor network, with its lab of machines.
///
/// @param deployment the gateway's
/// @param lab its internal network
record LanDeployment(Deployment deployment, LanLab lab) implements AutoCloseable {
  static final Segment SEGMENT = Segment.FIRST;

  /// The number of a machine that is configured, and absent until a test brings it.
  static final int ABSENT = 14;

  private static final Duration LIMIT = Duration.ofSeconds(30);

  /// Starts the gateway with workstations `one`, `two`, `three` and `absent`, whose machines have
  /// the numbers 11 to 14.
  static LanDeployment start() {
    var deployment = Deployment.of(Account.ROOT).configured(configuration()).up();
    var lab = LanLab.in(Site.of(deployment.gateway().pid()), List.of(SEGMENT));
    return new LanDeployment(deployment, lab);
  }

  /// What the gateway is told at its start.
  static String configuration() {
    return LanLab.configuration(
        List.of(SEGMENT), Map.of("one", 11, "two", 12, "three", 13, "absent", ABSENT));
  }

  /// Runs a shell line in the gateway's namespace, as its administrator.
  void inside(String line) {
    String _ = lab.gateway().sh(line);
  }

  /// Plugs in a machine.
  LanMachine machine(int number) {
    return LanMachine.plug(lab, SEGMENT, number, deployment.home());
  }

  /// Runs a shell line on a machine.
  static Outcome sh(LanMachine machine, String line) {
    return Outcome.of(machine.command(line), Map.of("HOME", "/nonexistent"), LIMIT);
  }

  @Override
  public void close() {
    deployment.close();
  }
}
