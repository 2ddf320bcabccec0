package org.sallyport.tor.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CommandLineTest {
  @Test
  void joinsKeywordAndArguments() {
    var line = CommandLine.of("SETCONF", List.of("A=\"1\"", "B"));
    assertThat(line.bytes()).asString().isEqualTo("SETCONF A=\"1\" B\r\n");
    assertThat(line.keyword()).isEqualTo("SETCONF");
    assertThat(line).hasToString("SETCONF");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NEWNYM\r\nGETINFO version",
        "NEWNYM\nGETINFO version",
        "NEWNYM\rGETINFO version",
        "NEW\u0000NYM",
        "NEWNYM\u010a"
      })
  void refusesSecondCommandInArgument(String argument) {
    assertThatThrownBy(() -> CommandLine.of("SIGNAL", List.of(argument)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", " GETINFO version"})
  void refusesLineWithoutKeyword(String text) {
    assertThatThrownBy(() -> new CommandLine(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesLineAboveItsLimit() {
    var longest = new CommandLine("x".repeat(CommandLine.MAX_BYTES));
    assertThat(longest.bytes()).hasSize(CommandLine.MAX_BYTES + 2);
    assertThatThrownBy(() -> new CommandLine("x".repeat(CommandLine.MAX_BYTES + 1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
