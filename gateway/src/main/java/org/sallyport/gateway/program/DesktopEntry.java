package org.sallyport.gateway.program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The programs that a desktop id stands for: those of `Exec` and `TryExec` in its `.desktop` file
/// (Desktop Entry Specification 1.5), as absolute paths.
///
/// An id is the file's name without `.desktop`, such as `org.mozilla.firefox`. Words such as `env`
/// and assignments before the program are passed over.
final class DesktopEntry {
  /// Where distributions install them.
  static final Path APPLICATIONS = Path.of("/usr/share/applications");

  private static final List<Path> PROGRAMS =
      List.of(Path.of("/usr/bin"), Path.of("/usr/local/bin"), Path.of("/usr/games"));
  private static final long MAX_BYTES = 1_048_576;

  private DesktopEntry() {}

  /// The programs of an id; none if there is no such file.
  static Set<String> programs(Path applications, String id) {
    Path file = applications.resolve(id + ".desktop");
    try {
      if (!id.matches("[A-Za-z0-9_.-]+") || !Files.exists(file) || Files.size(file) > MAX_BYTES) {
        return Set.of();
      }
      var programs = new LinkedHashSet<String>();
      for (String command : commands(Files.readString(file))) {
        program(command).flatMap(DesktopEntry::absolute).ifPresent(programs::add);
      }
      return programs;
    } catch (IOException _) {
      return Set.of();
    }
  }

  /// The values of `Exec` and `TryExec` in the main group; not those of its actions.
  static List<String> commands(String text) {
    var commands = new ArrayList<String>();
    boolean inside = false;
    for (String line : text.lines().toList()) {
      if (line.startsWith("[")) {
        inside = line.strip().equals("[Desktop Entry]");
      } else if (inside && line.matches("(Try)?Exec\\s*=.*")) {
        commands.add(line.substring(line.indexOf('=') + 1).strip());
      }
    }
    return commands;
  }

  /// The program of a command line.
  static Optional<String> program(String command) {
    String rest = command;
    while (!rest.isEmpty()) {
      boolean quoted = rest.startsWith("\"") && rest.indexOf('"', 1) > 0;
      int end = quoted ? rest.indexOf('"', 1) : (rest + " ").indexOf(' ');
      String word = rest.substring(quoted ? 1 : 0, end);
      rest = rest.substring(Math.min(rest.length(), end + 1)).strip();
      if (!word.equals("env") && !word.endsWith("/env") && word.indexOf('=') < 0) {
        return Optional.of(word).filter(one -> !one.isEmpty());
      }
    }
    return Optional.empty();
  }

  private static Optional<String> absolute(String program) {
    if (program.startsWith("/")) {
      return Optional.of(program);
    }
    return PROGRAMS.stream()
        .map(folder -> folder.resolve(program))
        .filter(Files::exists)
        .map(Path::toString)
        .findFirst();
  }
}
