package org.sallyport.gateway.launch;

import java.io.IOException;
import java.io.StringReader;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.sallyport.core.policy.IsolationUnit;
import org.sallyport.core.workstation.ApplicationName;
import org.sallyport.core.workstation.WorkstationName;
import org.sallyport.gateway.identity.Owner;

/// What must be known of a launch to take its application back after the gateway has crashed.
///
/// @param seat who it is
/// @param launcher the process that became the application's sandbox
/// @param namespace the inode of its network namespace
record LaunchRecord(Seat seat, Launcher launcher, long namespace) {
  /// The record as `key=value` lines.
  String text() {
    var properties =
        new TreeMap<>(
            Map.of(
                "workstation", seat.owner().workstation().text(),
                "application", seat.owner().application().text(),
                "unit", seat.unit().name(),
                "executable", seat.executable(),
                "pid", Long.toString(launcher.pid()),
                "start-ticks", Long.toString(launcher.startTicks()),
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
              new Launcher(
                  Long.parseLong(properties.getProperty("pid", "")),
                  Long.parseLong(properties.getProperty("start-ticks", ""))),
              Long.parseLong(properties.getProperty("namespace", ""))));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
