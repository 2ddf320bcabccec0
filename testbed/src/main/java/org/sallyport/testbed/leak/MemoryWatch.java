package org.sallyport.testbed.leak;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.sallyport.testbed.fault.FaultResult.Memory;
import org.sallyport.testbed.leak.world.Command;

/// The gateway's resident memory at the beginning and at the end, each time after the same
/// exercise, a crowd of streams that comes and goes, and a full collection: what is measured is
/// what the gateway keeps, not what it has not yet given back. Confined to one thread.
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
    scene.processes().gateway().ifPresent(MemoryWatch::collect);
    return scene.processes().gateway().map(WorldProcesses::residentBytes).stream()
        .flatMapToLong(OptionalLong::stream)
        .findFirst()
        .orElse(0);
  }

  private static void collect(ProcessHandle gateway) {
    var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    String _ = Command.run(List.of(jcmd.toString(), Long.toString(gateway.pid()), "GC.run"), "");
  }
}
