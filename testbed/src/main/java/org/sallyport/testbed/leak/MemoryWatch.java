package org.sallyport.testbed.leak;

import java.util.OptionalLong;
import org.sallyport.testbed.fault.FaultResult.Memory;

/// The gateway's resident memory at the beginning and at the end, each time after the same
/// exercise: a crowd of streams that comes and goes. Confined to one thread.
final class MemoryWatch {
  private static final int ROUNDS = 3;

  private final FaultScene scene;
  private final int crowd;
  private long before;

  /// @param crowd how many streams the exercise has
  MemoryWatch(FaultScene scene, int crowd) {
    this.scene = scene;
    this.crowd = crowd;
  }

  /// Measures before the first fault.
  void before() {
    before = measured();
  }

  /// Measures after the last one.
  Memory after() {
    return new Memory(before, measured());
  }

  private long measured() {
    for (int i = 0; i < ROUNDS; i++) {
      scene
          .load()
          .forEach(application -> {
            int _ = application.crowd(crowd);
            application.drop();
          });
    }
    return scene.processes().gateway().map(WorldProcesses::residentBytes).stream()
        .flatMapToLong(OptionalLong::stream)
        .findFirst()
        .orElse(0);
  }
}
