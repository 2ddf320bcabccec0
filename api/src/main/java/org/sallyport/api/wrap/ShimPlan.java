package org.sallyport.api.wrap;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;

/// What a shim does to become the wrapped command: steps that it takes in their order, after which
/// it executes the words with its own arguments behind them.
///
/// The text form is fields with a NUL behind each, the whole in hexadecimal, so that a program
/// without a JSON parser can read it. The first letter of a field says what it is.
///
/// | field | step |
/// |---|---|
/// | `fPATH` | open the file for reading |
/// | `wTEXT` | a word of the command line |
/// | `dN` | a word: the descriptor of the Nth opened file, from 0 |
/// | `sNAME=VALUE` | set a variable |
/// | `uNAME` | unset a variable |
/// | `iNAME` | ignore a signal, `INT` for example; the command that it becomes inherits that |
public record ShimPlan(List<Step> steps) {
  /// One step.
  public sealed interface Step {
    /// Opens a file for reading; it stays open for the command.
    record Open(Path file) implements Step {}

    /// A word of the command line.
    record Word(String text) implements Step {}

    /// A word of the command line: the number of a descriptor.
    ///
    /// @param file which of the opened files, from 0
    record Descriptor(int file) implements Step {}

    /// Sets a variable of the environment.
    record Put(String name, String value) implements Step {}

    /// Removes a variable from the environment.
    record Forget(String name) implements Step {}

    /// Ignores a signal.
    ///
    /// @param name without `SIG`
    record Ignore(String name) implements Step {}
  }

  public ShimPlan {
    steps = List.copyOf(steps);
    for (Step step : steps) {
      if (field(step).indexOf('\0') >= 0) {
        throw new IllegalArgumentException("step: with a NUL (expected: none)");
      }
    }
  }

  /// The text form.
  public String hexadecimal() {
    var bytes = new ByteArrayOutputStream();
    for (Step step : steps) {
      bytes.writeBytes(field(step).getBytes(StandardCharsets.UTF_8));
      bytes.write(0);
    }
    return HexFormat.of().formatHex(bytes.toByteArray());
  }

  private static String field(Step step) {
    return switch (step) {
      case Step.Open(var file) -> "f" + file;
      case Step.Word(var text) -> "w" + text;
      case Step.Descriptor(var file) -> "d" + file;
      case Step.Put(var name, var value) -> "s" + name + "=" + value;
      case Step.Forget(var name) -> "u" + name;
      case Step.Ignore(var name) -> "i" + name;
    };
  }
}
