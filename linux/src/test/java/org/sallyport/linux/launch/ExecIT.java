package org.sallyport.linux.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a program finds that a JVM became.
final class ExecIT {
  private static final String LOOK =
      """
      echo "self=$$"
      echo "args=$0 $*"
      grep -E '^(SigBlk|SigIgn):' /proc/self/status | sed 's/:[[:space:]]*/=/'
      find /proc/$$/fd -type l -printf 'fd%f=%l\\n'
      printf 'content='; cat /proc/$$/fd/201
      echo; printf 'names='; tr '\\0' ' ' < /proc/$$/environ; echo
      echo "limit=$(ulimit -Sn)"
      """;

  private Laboratory laboratory;
  private Path file;
  private Path marker;

  @BeforeEach
  void prepare() throws Exception {
    laboratory = new Laboratory(Laboratory.standpoints().findFirst().orElseThrow());
    file = Files.writeString(laboratory.directory().resolve("file"), "handed over");
    marker = Files.writeString(laboratory.directory().resolve("marker"), "x");
  }

  @AfterEach
  void clean() throws Exception {
    laboratory.close();
  }

  @Test
  void programIsTheSameProcessWithACleanStart() throws Exception {
    Map<String, String> seen =
        run(
            "A=1",
            "B=two words",
            "201=" + file,
            "203=" + file,
            "--",
            "/bin/sh",
            "-c",
            LOOK,
            "sh",
            "x y");
    assertThat(seen)
        .containsEntry("exit", "0")
        .containsEntry("self", seen.get("pid"))
        .containsEntry("args", "sh x y")
        .containsEntry("SigBlk", "0000000000000000")
        .containsEntry("content", "handed over")
        .containsEntry("names", "A=1 B=two words ")
        .containsEntry("fd201", file.toString())
        .containsEntry("fd203", file.toString())
        .containsEntry("limit", ownSoftLimit());
    assertThat(seen.keySet().stream().filter(key -> key.matches("fd\\d+")))
        .containsExactlyInAnyOrder("fd0", "fd1", "fd2", "fd201", "fd203");
  }

  @Test
  void failureLeavesTheProcessAsItWas() throws Exception {
    Map<String, String> seen = run("201=" + file, "--", "/nonexistent/program");
    assertThat(seen)
        .containsEntry("exit", "70")
        .containsEntry("alive", "true")
        .hasEntrySatisfying(
            "failure",
            message -> assertThat(message).contains("/nonexistent/program", "execve", "ENOENT"));
  }

  @Test
  void missingFileIsNamed() throws Exception {
    Map<String, String> seen = run("201=" + file + ".not", "--", "/bin/true");
    assertThat(seen)
        .containsEntry("exit", "70")
        .hasEntrySatisfying(
            "failure", message -> assertThat(message).contains(file + ".not", "ENOENT"));
  }

  @Test
  void unexecutableProgramIsNamed() throws Exception {
    Map<String, String> seen = run("--", file.toString());
    assertThat(seen)
        .containsEntry("exit", "70")
        .hasEntrySatisfying("failure", message -> assertThat(message).contains("EACCES"));
  }

  private Map<String, String> run(String... words) throws Exception {
    return laboratory.run(
        LauncherStandIn.class,
        Stream.concat(Stream.of("marker=" + marker), List.of(words).stream()).toList());
  }

  /// The soft limit of this JVM's own parent: what a child that changes nothing has.
  private static String ownSoftLimit() throws Exception {
    Process process =
        new ProcessBuilder("/bin/sh", "-c", "ulimit -Sn").redirectErrorStream(true).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
  }
}
