package org.sallyport.gateway.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/// The process that became an application's sandbox, known by its number and its beginning.
///
/// Law: only what the kernel says outright counts as its end. When nothing can be read, for example
/// because this process has no file descriptor left, it runs: an application whose ports are taken
/// away by mistake would never get them back.
///
/// @param pid its number
/// @param startTicks when it began, in clock ticks since the machine started (proc(5),
///   `/proc/PID/stat`, field 22): a reused number is told apart by it. Not the time of day, which
///   every process computes for itself, a second apart now and then
public record Launcher(long pid, long startTicks) {
  /// Behind the program's name, which stands in brackets and may hold anything.
  private static final int START_FIELD_BEHIND_NAME = 19;

  /// A process that runs.
  static Launcher of(ProcessHandle process) {
    long pid = process.pid();
    return new Launcher(pid, startTicks(pid).orElse(0));
  }

  /// Whether it still runs.
  boolean isAlive() {
    OptionalLong now = startTicks(pid);
    return now.isPresent() ? now.getAsLong() == startTicks : !Files.notExists(folder(pid));
  }

  private static OptionalLong startTicks(long pid) {
    try {
      String stat = Files.readString(folder(pid).resolve("stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return OptionalLong.of(Long.parseLong(fields[START_FIELD_BEHIND_NAME]));
    } catch (IOException | RuntimeException e) {
      return OptionalLong.empty();
    }
  }

  private static Path folder(long pid) {
    return Path.of("/proc/" + pid);
  }
}
