package org.sallyport.gateway.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.core.policy.WorkstationPolicy;
import org.sallyport.core.workstation.WorkstationName;
import org.tomlj.Toml;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;

/// Reads the TOML configuration. All problems are reported together, each as `file:line:column key:
/// message`; an unknown key is a problem, with a suggestion.
public final class ConfigReader {
  private static final Set<String> SECTIONS = Set.of("tor", "lan", "firewall", "workstation");
  private static final Set<String> TOR_KEYS = Set.of("executable", "bridges", "sandbox");

  private final Path file;
  private final Problems problems;
  private final TomlParseResult root;

  private ConfigReader(Path file, TomlParseResult root) {
    this.file = file;
    this.root = root;
    this.problems = new Problems(file, root);
  }

  /// Reads a file.
  ///
  /// @throws GatewayException `CONFIGURATION` with every problem, one a line, `PERMISSION` if
  ///   others may have written it; nothing is started
  public static GatewayConfig read(Path file) {
    try {
      ConfigOwner.require(file);
      return parse(file, Files.readString(file));
    } catch (NoSuchFileException e) {
      throw new GatewayException(
          ErrorKind.CONFIGURATION,
          "Cannot read the configuration "
              + file
              + ": no such file. Create it or leave --config out.",
          e);
    } catch (IOException e) {
      throw new GatewayException(
          ErrorKind.CONFIGURATION,
          "Cannot read the configuration "
              + file
              + ": "
              + e.getMessage()
              + ". Check its permissions.",
          e);
    }
  }

  /// Reads a text; `file` is only its name in messages.
  public static GatewayConfig parse(Path file, String text) {
    TomlParseResult root = Toml.parse(text);
    if (root.hasErrors()) {
      throw syntaxErrors(file, root.errors());
    }
    return new ConfigReader(file, root).config();
  }

  private static GatewayException syntaxErrors(Path file, List<TomlParseError> errors) {
    var lines = new ArrayList<String>();
    for (TomlParseError error : errors) {
      var at = error.position();
      lines.add(file + ":" + at.line() + ":" + at.column() + " syntax: " + error.getMessage());
    }
    return new GatewayException(ErrorKind.CONFIGURATION, String.join("\n", lines));
  }

  private GatewayConfig config() {
    var top = new Section(root, List.of(), problems);
    top.refuseUnknown(SECTIONS);
    var config = new GatewayConfig(tor(top), workstations(top), LanReader.read(top));
    problems.throwIfAny();
    return config;
  }

  private GatewayConfig.Tor tor(Section top) {
    Section tor = top.section("tor");
    tor.refuseUnknown(TOR_KEYS);
    List<String> bridges = tor.strings("bridges");
    for (String bridge : bridges) {
      if (bridge.isBlank()) {
        tor.problem(
            "bridges",
            "a bridge line is empty (expected: one torrc Bridge line; if tor may connect without"
                + " bridges, take the key out)");
      } else if (bridge.chars().anyMatch(c -> c < ' ')) {
        tor.problem(
            "bridges", "a bridge line has control characters (expected: one torrc Bridge line)");
      }
    }
    String executable = tor.string("executable").orElse(null);
    if (executable != null && !executable.startsWith("/")) {
      tor.problem("executable", "\"" + executable + "\" is not an absolute path");
    }
    return new GatewayConfig.Tor(executable, bridges, tor.bool("sandbox").orElse(true));
  }

  private Map<WorkstationName, WorkstationPolicy> workstations(Section top) {
    var result = new HashMap<WorkstationName, WorkstationPolicy>();
    Section all = top.section("workstation");
    for (String name : all.keys()) {
      if (!WorkstationName.isValid(name)) {
        all.problem(
            name, "not a workstation name (expected: 1 to 32 of a-z, 0-9 and -, a letter first)");
        continue;
      }
      var workstation = new WorkstationName(name);
      result.put(workstation, WorkstationReader.read(workstation, all.section(name)));
    }
    return result;
  }

  @Override
  public String toString() {
    return "ConfigReader[" + file + "]";
  }

  /// The problems found so far, with the place of each key.
  static final class Problems {
    private final Path file;
    private final TomlParseResult root;
    private final List<Problem> found = new ArrayList<>();

    Problems(Path file, TomlParseResult root) {
      this.file = file;
      this.root = root;
    }

    /// Records a problem at a place of the file.
    void add(Place place, String key, String message) {
      found.add(new Problem(place, key + ": " + message));
    }

    TomlTable root() {
      return root;
    }

    void throwIfAny() {
      if (found.isEmpty()) {
        return;
      }
      List<String> lines =
          found.stream()
              .sorted(java.util.Comparator.comparing(Problem::place))
              .map(problem -> file + ":" + problem.place() + " " + problem.text())
              .toList();
      throw new GatewayException(ErrorKind.CONFIGURATION, String.join("\n", lines));
    }

    /// One problem.
    private record Problem(Place place, String text) {}
  }

  /// A line and a column, from 1.
  record Place(int line, int column) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
      return line != other.line
          ? Integer.compare(line, other.line)
          : Integer.compare(column, other.column);
    }

    @Override
    public String toString() {
      return line + ":" + column;
    }
  }
}
