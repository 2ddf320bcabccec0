package org.sallyport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HelpTest {
  private static final int WIDTH = 80;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "run",
        "shell",
        "up",
        "gateway",
        "down",
        "status",
        "streams",
        "circuits",
        "ports",
        "isolation",
        "newnym",
        "reload",
        "workstation",
        "workstation list",
        "workstation show",
        "workstation install",
        "workstation uninstall",
        "firewall",
        "firewall show",
        "firewall explain",
        "wrap",
        "wrap add",
        "wrap remove",
        "wrap list",
        "wrap status",
        "wrap on",
        "wrap off",
        "proxy",
        "import",
        "import whonix",
        "leaktest",
        "demo",
        "completion"
      })
  void helpTeachesByExamples(String command, @TempDir Path home) {
    var words = new ArrayList<>(List.of(command.split(" ", -1)));
    words.remove("");
    words.add("--help");
    var bench = new Bench(home, Map.of());
    assertThat(bench.run(words.toArray(String[]::new))).isZero();
    assertThat(bench.out()).contains("Usage: sallyport").contains("Examples:\n  ");
    assertThat(bench.out().lines()).allMatch(line -> line.length() <= WIDTH);
    Golden.assertKept("help/" + (command.isEmpty() ? "sallyport" : command) + ".txt", bench.out());
  }

  @Test
  void everyCommandIsInTheOverview(@TempDir Path home) {
    var bench = new Bench(home, Map.of());
    assertThat(bench.run()).isZero();
    Stream.of("up", "down", "status", "run", "shell", "workstation", "newnym", "streams")
        .forEach(command -> assertThat(bench.out()).contains("\n  " + command + " "));
    Stream.of("circuits", "ports", "isolation", "leaktest", "demo", "completion")
        .forEach(command -> assertThat(bench.out()).contains("\n  " + command + " "));
  }

  @Test
  void groupAloneShowsItsHelp(@TempDir Path home) {
    var bench = new Bench(home, Map.of());
    assertThat(bench.run("workstation")).isZero();
    assertThat(bench.out()).contains("workstation list");
  }

  @Test
  void completesEveryCommandInBash(@TempDir Path home) {
    var bench = new Bench(home, Map.of());
    assertThat(bench.run("completion")).isZero();
    assertThat(bench.out()).contains("run shell up gateway down status").contains("--ephemeral");
  }

  @Test
  void saysItsVersion(@TempDir Path home) {
    var bench = new Bench(home, Map.of());
    assertThat(bench.run("--version")).isZero();
    assertThat(bench.out()).isEqualTo("sallyport 0.1.0\n");
  }
}
