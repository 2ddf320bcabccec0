package org.sallyport.linux.syscall;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// On the processes of this machine.
final class ProcessorClockTest {
  private final ProcessorClock clock = new ProcessorClock();

  @Test
  void oneThatWorksHasMoreTime() {
    long self = ProcessHandle.current().pid();
    long before = clock.nanos(self).orElseThrow();
    long after = before;
    while (after == before) {
      after = clock.nanos(self).orElseThrow();
    }
    assertThat(after).isGreaterThan(before);
  }

  @Test
  void oneThatSleepsHasNot() throws Exception {
    Process process = new ProcessBuilder("sh", "-c", "echo; read a; echo; read a").start();
    try {
      assertThat(process.getInputStream().read()).isEqualTo('\n');
      long asleep = settled(process.pid());
      assertThat(clock.nanos(process.pid())).hasValue(asleep);
      process.getOutputStream().write('\n');
      process.getOutputStream().flush();
      assertThat(process.getInputStream().read()).isEqualTo('\n');
      assertThat(settled(process.pid())).isGreaterThan(asleep);
    } finally {
      process.destroyForcibly().onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }
  }

  @Test
  void whatHasEndedHasNone() throws Exception {
    Process process = new ProcessBuilder("true").start();
    assertThat(process.waitFor()).isZero();
    assertThat(clock.nanos(process.pid())).isEmpty();
  }

  @Test
  void anotherThreadIsNoProcess() {
    List<Long> threads = otherThreads();
    assertThat(threads).isNotEmpty();
    assertThat(threads).allSatisfy(id -> assertThat(clock.nanos(id)).isEmpty());
  }

  private static List<Long> otherThreads() {
    String asking = text(Syscalls.readLink("/proc/thread-self", 100).orElseThrow());
    String self = Long.toString(ProcessHandle.current().pid());
    try (KernelFile tasks = KernelFile.open("/proc/self/task").orElseThrow()) {
      return tasks.names(1_000).stream()
          .filter(id -> !id.equals(self) && !asking.endsWith("/" + id))
          .map(Long::valueOf)
          .toList();
    }
  }

  /// Its time when it waits in the kernel for what we say.
  private long settled(long pid) {
    while (!isAsleep(pid)) {
      Thread.onSpinWait();
    }
    return clock.nanos(pid).orElseThrow();
  }

  private static boolean isAsleep(long pid) {
    return text(KernelFile.read("/proc/" + pid + "/stat", 4_096).orElseThrow()).contains(") S ");
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
