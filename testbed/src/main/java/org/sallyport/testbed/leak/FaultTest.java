package org.sallyport.testbed.leak;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.testbed.fault.Episode;
import org.sallyport.testbed.fault.Fault;
import org.sallyport.testbed.fault.FaultPlan;
import org.sallyport.testbed.fault.FaultResult;
import org.sallyport.testbed.fault.FaultTally;
import org.sallyport.testbed.fault.Recovery;
import org.sallyport.testbed.leak.matrix.Matrix;
import org.sallyport.testbed.leak.probe.Probe;

/// `sallyport leaktest --faults`: faults strike, alone and in pairs, while applications use streams
/// and another one probes; after each the gateway must be open again by itself. Confined to one
/// thread.
final class FaultTest {
  private static final int SETTING_UP_PERCENT = 20;
  private static final int COMPLETE_PERCENT = 100;
  private static final int PAIRS_OF_A_SHORT_RUN = 3;

  /// What happens to a gateway most often.
  private static final Set<Fault> ESSENCE =
      Set.of(
          Fault.GATEWAY_KILLED,
          Fault.GATEWAY_STOPPED,
          Fault.TOR_KILLED,
          Fault.TOR_STOPPED,
          Fault.CONTROL_CUT,
          Fault.RULES_FLUSHED,
          Fault.NETWORK_DOWN);

  private static final int CROWD_OF_A_SHORT_RUN = 100;
  private static final int CROWD_OF_A_LONG_RUN = 500;

  private final FaultOptions options;
  private final long seed;
  private final FullDisk disk;
  private final Ground ground;
  private final Bar bar;
  private final FaultTally tally;
  private final List<Fault> kinds;
  private final int episodes;

  /// @param disk where the ground's gateway has its files
  FaultTest(LeakOptions asked, FullDisk disk, Ground ground, Bar bar) {
    this.options = asked.faults();
    this.seed = options.seed().orElseGet(() -> System.nanoTime() % 1_000_000);
    this.disk = disk;
    this.ground = ground;
    this.bar = bar;
    this.tally = new FaultTally(options.within());
    boolean quick = asked.extent() == LeakOptions.Extent.FAULTS_QUICK;
    this.kinds =
        ground.terrain().faults().stream()
            .filter(fault -> !quick || ESSENCE.contains(fault))
            .toList();
    this.episodes = kinds.size() + (quick ? 0 : PAIRS_OF_A_SHORT_RUN);
  }

  /// Runs it.
  FaultResult run() {
    var clock = ShiftedClock.in(disk.room(), ground.stage().runtime());
    var stage = ground.stage();
    var tor = ground.tor(clock.tor());
    List<Probe> probes = probes();
    Deeds.prepare(ground.terrain());
    ground.internet().echo(LoadedApplication.PORT);
    try (var gateway = new GatewayLife(stage, tor, clock.gateway());
        var host = ground.unprotected()) {
      host.tell("listen", HostProgram.ABSTRACT);
      bar.show(SETTING_UP_PERCENT / 2, "each probe once without protection");
      Matrix controls = Examination.ofControls(ground, gateway, probes);
      try (var scene = FaultScene.of(ground, disk, new FaultScene.Time(clock, tor));
          var patrol = new Patrol(ground, controls, probes)) {
        return faults(scene, patrol);
      }
    }
  }

  private List<Probe> probes() {
    return ground.terrain().probes().stream()
        .filter(ground.terrain()::holdsWithoutRules)
        .filter(probe -> options.minutes() > 0 || SabotageTest.PROBES.contains(probe.name()))
        .toList();
  }

  private FaultResult faults(FaultScene scene, Patrol patrol) {
    var watch = new RecoveryWatch(scene, patrol, options.within());
    var memory = new MemoryWatch(scene, crowd());
    bar.show(SETTING_UP_PERCENT, "applications use the gateway; seed " + seed);
    scene.people();
    requireWorking(watch.await(System.nanoTime()));
    memory.before();
    var plan = new FaultPlan(seed, lengths(), kinds);
    double began = bar.seconds();
    for (int count = 0; goesOn(count, began); count++) {
      Episode episode = next(plan);
      bar.show(percent(count, began), episode.words());
      var moments = new Moments(new Deeds(scene), episode);
      Recovery recovery = strike(scene, watch, moments, episode);
      tally.add(new Episode(moments.struck()), recovery);
      bar.show(percent(count, began), became(recovery));
    }
    return new FaultResult(seed, tally, memory.after(), patrol.tried(), scene.streams(), List.of());
  }

  private String became(Recovery recovery) {
    String time = recovery.reopened().map(t -> t.toMillis() + " ms").orElse("never");
    return recovery.holds(options.within()) ? "works again: " + time : "BROKEN: " + recovery;
  }

  private static void requireWorking(Recovery first) {
    if (first.reopened().isEmpty()) {
      throw new GatewayException(
          ErrorKind.UPSTREAM,
          "No fault has struck yet, and the applications have no streams: " + first.complaints());
    }
  }

  private FaultPlan.Lengths lengths() {
    return isLong() ? FaultPlan.Lengths.LONG : FaultPlan.Lengths.BRIEF;
  }

  private int crowd() {
    return isLong() ? CROWD_OF_A_LONG_RUN : CROWD_OF_A_SHORT_RUN;
  }

  private boolean isLong() {
    return options.minutes() > 0;
  }

  private boolean goesOn(int count, double began) {
    return isLong()
        ? bar.seconds() - began < Duration.ofMinutes(options.minutes()).toSeconds()
        : count < episodes;
  }

  private Episode next(FaultPlan plan) {
    return plan.isIncomplete() || isLong() ? plan.next() : plan.nextPair();
  }

  private int percent(int count, double began) {
    double done =
        isLong()
            ? (bar.seconds() - began) / Duration.ofMinutes(options.minutes()).toSeconds()
            : (double) count / episodes;
    return SETTING_UP_PERCENT + (int) ((COMPLETE_PERCENT - SETTING_UP_PERCENT) * done);
  }

  private Recovery strike(FaultScene scene, RecoveryWatch watch, Moments moments, Episode episode) {
    var crowded = episode.strikes().stream().anyMatch(s -> s.fault() == Fault.TOR_RELOADED);
    int before = crowded ? scene.load().getFirst().crowd(crowd()) : 0;
    Recovery recovery = watch.await(moments.pass());
    if (crowded) {
      int after = scene.load().getFirst().survivors();
      scene.load().getFirst().drop();
      if (episode.strikes().size() == 1 && (before < crowd() || after < before)) {
        watch.complain(
            "of %d streams %d were open, and %d after the reload"
                .formatted(crowd(), before, after));
      }
    }
    return recovery;
  }
}
