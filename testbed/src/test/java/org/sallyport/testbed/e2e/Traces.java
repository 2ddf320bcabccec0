package org.sallyport.testbed.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a deployment has on this machine, found in `/proc` by the path of its directory.
///
/// @param home the deployment's directory
record Traces(Path home) {
  /// Processes and mounts, in words.
  List<String> all() {
    var found = new ArrayList<>(processes());
    try {
      Files.readAllLines(Path.of("/proc/self/mountinfo")).stream()
          .filter(line -> line.contains(home.toString()))
          .forEach(line -> found.add("mount " + line));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  /// Processes, in words.
  List<String> processes() {
    return ProcessHandle.allProcesses()
        .filter(process -> process.pid() != ProcessHandle.current().pid())
        .filter(this::isOfDeployment)
        .map(process -> process.pid() + " " + commandLine(process))
        .toList();
  }

  /// Processes whose command line is exactly this.
  static List<ProcessHandle> withCommandLine(List<String> arguments) {
    return ProcessHandle.allProcesses()
        .filter(process -> read(process, "cmdline").equals(String.join("\0", arguments) + "\0"))
        .toList();
  }

  /// The command line of a process, with blanks between its words; empty if it has ended.
  static String commandLine(ProcessHandle process) {
    return read(process, "cmdline").replace('\0', ' ');
  }

  /// Which network namespace a process is in, if it can be told.
  static Optional<String> networkNamespace(ProcessHandle process) {
    try {
      return Optional.of(
          Files.readSymbolicLink(Path.of("/proc/" + process.pid() + "/ns/net")).toString());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /// Processes that are in a network namespace or hold it open by a descriptor.
  static List<String> users(String networkNamespace) {
    return ProcessHandle.allProcesses()
        .filter(process -> isIn(process, networkNamespace) || holds(process, networkNamespace))
        .map(process -> process.pid() + " " + commandLine(process))
        .toList();
  }

  private static boolean isIn(ProcessHandle process, String networkNamespace) {
    return networkNamespace(process).filter(networkNamespace::equals).isPresent();
  }

  private static boolean holds(ProcessHandle process, String networkNamespace) {
    try (var descriptors = Files.list(Path.of("/proc/" + process.pid() + "/fd"))) {
      return descriptors.anyMatch(descriptor -> leadsTo(descriptor, networkNamespace));
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean leadsTo(Path descriptor, String target) {
    try {
      return Files.readSymbolicLink(descriptor).toString().equals(target);
    } catch (IOException e) {
      return false;
    }
  }

  /// The gateway's own by their environment, an application by the home that is mounted for it.
  private boolean isOfDeployment(ProcessHandle process) {
    return Stream.of("environ", "cmdline", "mountinfo")
        .anyMatch(file -> read(process, file).contains(home.toString()));
  }

  /// Empty if it has ended or is somebody else's.
  private static String read(ProcessHandle process, String file) {
    try {
      return new String(Files.readAllBytes(Path.of("/proc/" + process.pid()).resolve(file)), UTF_8);
    } catch (IOException e) {
      return "";
    }
  }
}
