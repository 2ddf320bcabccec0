package org.sallyport.testbed.leak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// The processes of the test's own process namespace, as `/proc` tells of them: they answer for
/// themselves even when the gateway cannot.
///
/// @param runtime the runtime directory of the gateway under test
record WorldProcesses(Path runtime) {
  private static final String GATEWAY_MAIN = "org.sallyport.testbed.TestnetMain";
  private static final long BYTES_PER_KIB = 1024;
  private static final String RESIDENT = "VmRSS:";
  private static final String OPEN_FILES = "Max open files";

  /// The gateway, if it runs.
  Optional<ProcessHandle> gateway() {
    return all()
        .filter(process -> isProgram(process, "java") && words(process).contains(GATEWAY_MAIN))
        .findFirst();
  }

  /// The gateway's tor, if it runs.
  Optional<ProcessHandle> tor() {
    String torrc = runtime.resolve("tor/torrc").toString();
    return all()
        .filter(process -> isProgram(process, "tor") && words(process).contains(torrc))
        .findFirst();
  }

  /// Everything but this process and the first one, which lives and dies with it.
  List<ProcessHandle> others() {
    return all().toList();
  }

  private static Stream<ProcessHandle> all() {
    return ProcessHandle.allProcesses()
        .filter(process -> process.pid() > 1 && process.pid() != ProcessHandle.current().pid());
  }

  private static boolean isProgram(ProcessHandle process, String name) {
    List<String> words = words(process);
    return !words.isEmpty() && ("/" + words.getFirst()).endsWith("/" + name);
  }

  /// Its command line; empty if it has ended.
  static List<String> words(ProcessHandle process) {
    return List.of(read(process, "cmdline").split("\0", -1));
  }

  /// Memory that it has resident, in bytes.
  static OptionalLong residentBytes(ProcessHandle process) {
    return read(process, "status")
        .lines()
        .filter(line -> line.startsWith(RESIDENT))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * BYTES_PER_KIB)
        .findFirst();
  }

  /// How many descriptors it has open.
  static long descriptors(ProcessHandle process) {
    try (var files = Files.list(Path.of("/proc/" + process.pid() + "/fd"))) {
      return files.count();
    } catch (IOException | UncheckedIOException e) {
      return 0;
    }
  }

  /// How many descriptors it may open.
  static OptionalLong descriptorLimit(ProcessHandle process) {
    return read(process, "limits")
        .lines()
        .filter(line -> line.startsWith(OPEN_FILES))
        .mapToLong(line ->
            Long.parseLong(line.substring(OPEN_FILES.length()).strip().split("\\s+", -1)[0]))
        .findFirst();
  }

  private static String read(ProcessHandle process, String file) {
    try {
      return new String(
          Files.readAllBytes(Path.of("/proc/" + process.pid()).resolve(file)),
          StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }
}
