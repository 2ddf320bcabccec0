package org.sallyport.cli.screen;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/// Where a command writes: results to the output, everything else to the error stream.
///
/// Confined to the main thread.
///
/// @param out results
/// @param err progress and failures
/// @param style how results look
/// @param errorStyle how progress and failures look
/// @param errorKind what the error stream is
public record Screen(
    PrintStream out, PrintStream err, Style style, Style errorStyle, Stream errorKind) {
  /// What a stream is connected to.
  public enum Stream {
    /// Somebody watches: progress is shown.
    TERMINAL,
    /// A file or a program: only failures are written.
    PLAIN
  }

  /// That of this process. Colour is off with a non-empty `NO_COLOR`, or `TERM=dumb`.
  public static Screen ofThisProcess(Map<String, String> environment) {
    var errorKind = kindOf(2);
    return new Screen(
        System.out,
        System.err,
        styleOf(kindOf(1), environment),
        styleOf(errorKind, environment),
        errorKind);
  }

  private static Style styleOf(Stream kind, Map<String, String> environment) {
    boolean unwanted =
        !environment.getOrDefault("NO_COLOR", "").isEmpty()
            || "dumb".equals(environment.get("TERM"));
    return kind == Stream.TERMINAL && !unwanted ? Style.COLOUR : Style.PLAIN;
  }

  /// Without a call into libc: a terminal's descriptor links to a device of its own.
  private static Stream kindOf(int descriptor) {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
      return target.startsWith("/dev/pts/")
              || target.startsWith("/dev/tty")
              || target.equals("/dev/console")
          ? Stream.TERMINAL
          : Stream.PLAIN;
    } catch (IOException e) {
      return Stream.PLAIN;
    }
  }

  /// Writes a result as it is.
  public void print(String text) {
    out.print(text);
    out.flush();
  }

  /// Writes a failure: it begins with the program's name, and has a line for each of its lines.
  public void fail(String message) {
    String lines = message.lines().map(Text::safe).collect(Collectors.joining("\n"));
    err.println(errorStyle.alarm("sallyport: ") + lines);
    err.flush();
  }

  /// A progress display on the error stream; a silent one unless it is a terminal.
  public Progress progress() {
    return switch (errorKind) {
      case TERMINAL -> new ProgressBar(err, errorStyle);
      case PLAIN -> Progress.SILENT;
    };
  }
}
