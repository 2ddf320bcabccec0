package org.sallyport.testbed.leak;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.testbed.leak.matrix.Cell;
import org.sallyport.testbed.leak.matrix.Matrix;
import org.sallyport.testbed.leak.matrix.Phase;
import org.sallyport.testbed.leak.matrix.Verdict;
import org.sallyport.testbed.leak.probe.Answer;
import org.sallyport.testbed.leak.probe.Probe;
import org.sallyport.testbed.leak.probe.Prober;

/// Probes from inside a workstation, one after the other and over again, whatever happens around
/// them; with what the witnesses saw. A thread of its own, to which the witnesses belong while it
/// runs.
final class Patrol implements AutoCloseable {
  private static final long NEXT_APPLICATION_MILLIS = 200;
  private static final String HASTE = "0.2";
  private static final long JOIN_MILLIS = 30_000;

  private final Ground ground;
  private final Matrix controls;
  private final List<Probe> probes;
  private final Queue<String> leaks = new ConcurrentLinkedQueue<>();
  private final LongAdder tried = new LongAdder();
  private final Thread thread;
  private volatile boolean closing;

  /// Confined to the thread.
  private @Nullable Prober prober;

  /// @param controls what the same probes did without protection
  /// @param probes those that are tried
  Patrol(Ground ground, Matrix controls, List<Probe> probes) {
    this.ground = ground;
    this.controls = controls;
    this.probes = List.copyOf(probes);
    this.thread = Thread.ofVirtual().name("patrol").start(this::walk);
  }

  /// How many probes have been tried.
  long tried() {
    return tried.sum();
  }

  /// What leaked since the last call, in words.
  List<String> leaks() {
    var all = new ArrayList<String>();
    for (String leak = leaks.poll(); leak != null; leak = leaks.poll()) {
      all.add(leak);
    }
    return all;
  }

  private void walk() {
    try {
      while (!closing) {
        for (int i = 0; i < probes.size() && !closing; i++) {
          step(probes.get(i));
        }
      }
    } catch (RuntimeException e) {
      leaks.add("the witnesses failed, so anything may have passed: " + e);
    } finally {
      Optional.ofNullable(prober).ifPresent(Prober::close);
    }
  }

  /// A prober that has ended is replaced; until then the witnesses look all the same.
  private void step(Probe probe) {
    var examination = new Examination(ground, controls.withControls());
    var current = living();
    if (current == null) {
      examination.look().leak().ifPresent(leaks::add);
      pause();
      return;
    }
    Cell cell = examination.judge(probe, Phase.OPEN, current);
    tried.increment();
    if (cell.verdict() == Verdict.LEAKED) {
      leaks.add(probe.name() + ": " + String.join(", ", cell.words()));
    }
    if (cell.answer().outcome() == Answer.Outcome.BROKEN && !current.process().isAlive()) {
      current.close();
      prober = null;
    }
  }

  private @Nullable Prober living() {
    if (prober == null) {
      try {
        prober = ground.application(ground.run(Prober.PROGRAM));
        prober.tell("patience", HASTE);
      } catch (GatewayException e) {
        return null; // the gateway launches nothing now
      }
    }
    return prober;
  }

  private static void pause() {
    try {
      Thread.sleep(NEXT_APPLICATION_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GatewayException(ErrorKind.TIMEOUT, "The leak test was interrupted.", e);
    }
  }

  /// Ends it; the witnesses are the caller's again.
  @Override
  public void close() {
    closing = true;
    try {
      thread.join(JOIN_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
