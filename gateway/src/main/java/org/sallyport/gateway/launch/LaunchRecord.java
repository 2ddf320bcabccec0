package org.sallyport.gateway.launch;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.sallyport.core.policy.IsolationUnit;
import org.sallyport.core.workstation.ApplicationName;
import org.sallyport.core.workstation.WorkstationName;
import org.sallyport.gateway.identity.Owner;
import org.sallyport.linux.namespace.NetworkNamespace;

/// What must be known of a launch to take its application back after the gateway has crashed.
///
/// @param seat who it is
/// @param pid the process that became the application's sandbox
/// @param startTicks when that process began, in clock ticks since the machine started (proc(5),
///   `/proc/PID/stat`, field 22): a reused number is told apart by it. Not the time of day, which
///   every process computes for itself, a second apart now and then
/// @param namespace the inode of its network namespace
record LaunchRecord(Seat seat, long pid, long startTicks, long namespace) {
  /// Behind the program's name, which stands in brackets and may hold anything.
  private static final int START_FIELD_BEHIND_NAME = 19;

  /// The record of a launch that is being made.
  static LaunchRecord of(Seat seat, ProcessHandle process, NetworkNamespace namespace) {
    long pid = process.pid();
    return new LaunchRecord(seat, pid, startTicks(pid).orElse(0), namespace.inode());
  }

  /// The record as `key=value` lines.
  String text() {
    var properties =
        new TreeMap<>(
            Map.of(
                "workstation", seat.owner().workstation().text(),
                "application", seat.owner().application().text(),
                "unit", seat.unit().name(),
                "executable", seat.executable(),
                "pid", Long.toString(pid),
                "start-ticks", Long.toString(startTicks),
                "namespace", Long.toString(namespace)));
    return properties.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + escaped(entry.getValue()) + "\n")
        .collect(Collectors.joining());
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
  }

  /// Reads a record; empty when the text is none.
  static Optional<LaunchRecord> parse(String text) {
    try {
      var properties = new Properties();
      properties.load(new StringReader(text));
      return Optional.of(
          new LaunchRecord(
              new Seat(
                  new Owner(
                      new WorkstationName(properties.getProperty("workstation", "")),
                      new ApplicationName(properties.getProperty("application", ""))),
                  IsolationUnit.valueOf(properties.getProperty("unit", "")),
                  properties.getProperty("executable", "")),
              Long.parseLong(properties.getProperty("pid", "")),
              Long.parseLong(properties.getProperty("start-ticks", "")),
              Long.parseLong(properties.getProperty("namespace", ""))));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// The process, if it still is the same one.
  Optional<ProcessHandle> process() {
    OptionalLong now = startTicks(pid);
    return now.isPresent() && now.getAsLong() == startTicks
        ? ProcessHandle.of(pid)
        : Optional.empty();
  }

  private static OptionalLong startTicks(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return OptionalLong.of(Long.parseLong(fields[START_FIELD_BEHIND_NAME]));
    } catch (IOException | RuntimeException e) {
      return OptionalLong.empty();
    }
  }
}
