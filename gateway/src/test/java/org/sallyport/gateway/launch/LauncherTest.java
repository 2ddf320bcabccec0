package org.sallyport.gateway.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class LauncherTest {
  private static final long NO_PID = Integer.MAX_VALUE;

  @Test
  void knowsItsProcessByTheTimeWhenItBegan() throws IOException {
    long pid = ProcessHandle.current().pid();
    String stat = Files.readString(Path.of("/proc/self/stat"));
    long ticks = Long.parseLong(stat.substring(stat.lastIndexOf(')')).split(" ", -1)[20]);
    assertThat(Launcher.of(ProcessHandle.current())).isEqualTo(new Launcher(pid, ticks));
    assertThat(new Launcher(pid, ticks).isAlive()).isTrue();
    assertThat(new Launcher(pid, ticks - 1).isAlive()).as("a reused number").isFalse();
    assertThat(new Launcher(NO_PID, ticks).isAlive()).isFalse();
  }
}
