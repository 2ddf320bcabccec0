package org.sallyport.testbed.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sallyport.core.admission.RefusalReason;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.state.GatewayState;
import org.sallyport.dataplane.limit.Limits;
import org.sallyport.gateway.config.ConfigReader;

/// What documents say, compared with the code.
final class DocumentsTest {
  private static final int MAX_FOLDER_README_LINES = 40;
  private static final int MAX_ARCHITECTURE_LINES = 300;

  static Stream<Markdown> documents() {
    return Markdown.all().stream();
  }

  static Stream<String> modules() {
    return Repository.MODULES.stream();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void linksLeadToFiles(Markdown document) {
    assertThat(document.brokenLinks(path -> Files.exists(Repository.file(path)))).isEmpty();
  }

  @Test
  void brokenLinkIsFound() {
    var document = new Markdown("docs/a.md", "[a](b.md#c) [d](../e.md) [f](https://g) [h](#i)");
    assertThat(document.brokenLinks(path -> false)).containsExactly("docs/b.md", "e.md");
    assertThat(document.brokenLinks(path -> true)).isEmpty();
  }

  @Test
  void readmeOpensWithExactlyTwoCommands() {
    List<String> commands =
        Markdown.read("README.md")
            .text()
            .lines()
            .dropWhile(line -> !line.startsWith("    "))
            .takeWhile(line -> line.startsWith("    "))
            .map(line -> line.strip().replaceFirst("\\s*#.*", ""))
            .toList();
    assertThat(commands).containsExactly("./sallyport demo", "./verify");
    assertThat(Repository.file("sallyport")).isExecutable();
    assertThat(Repository.file("verify")).isExecutable();
    assertThat(Repository.text("verify")).contains("./mvnw");
    assertThat(Repository.text(".ci/run")).contains("./verify");
  }

  @ParameterizedTest
  @MethodSource("modules")
  void eachModuleHasAShortReadme(String module) {
    Markdown readme = Markdown.read(module + "/README.md");
    assertThat(readme.lines()).isLessThanOrEqualTo(MAX_FOLDER_README_LINES);
    assertThat(readme.text())
        .startsWith("# " + module + "\n")
        .containsPattern("Why (it is )?apart")
        .containsIgnoringCase("may use")
        .containsIgnoringCase("must not")
        .containsIgnoringCase("read first")
        .contains("./mvnw");
  }

  @Test
  void architectureIsShortAndHasEveryModule() {
    Markdown architecture = Markdown.read("ARCHITECTURE.md");
    assertThat(architecture.lines()).isLessThanOrEqualTo(MAX_ARCHITECTURE_LINES);
    for (String module : Repository.MODULES) {
      assertThat(architecture.section("## Modules")).contains("| [" + module + "](" + module);
      assertThat(Repository.text("pom.xml")).contains("<module>" + module + "</module>");
    }
  }

  @Test
  void architectureHasEveryState() {
    List<String> rows =
        Markdown.codeInFirstCells(Markdown.read("ARCHITECTURE.md").section("## States"));
    Set<String> states = names(GatewayState.values());
    states.remove(GatewayState.STOPPED.name());
    assertThat(rows).containsExactlyInAnyOrderElementsOf(states);
  }

  @Test
  void everyDecisionIsListedAndComplete() {
    List<String> decisions =
        Repository.filesBelow("docs/adr", path -> path.matches(".*/[0-9]{4}-[a-z0-9-]+\\.md"));
    assertThat(decisions).hasSizeGreaterThanOrEqualTo(9);
    String list = Repository.text("docs/adr/README.md");
    for (int i = 0; i < decisions.size(); i++) {
      String decision = decisions.get(i);
      String text = Repository.text(decision);
      assertThat(list).contains("(" + decision.substring("docs/adr/".length()) + ")");
      assertThat(text).startsWith("# " + (i + 1) + ". ");
      assertThat(text).contains("**Context.**", "**Decision.**", "**Rejected");
      assertThat(text).contains("**What would change our mind.**");
    }
  }

  @Test
  void exitCodesAreThoseOfTheCode() {
    String page = Repository.text("docs/reference/exit-codes.md");
    for (ErrorKind kind : ErrorKind.values()) {
      assertThat(page).contains("| " + kind.exitStatus() + " | `" + kind + "` |");
    }
  }

  @Test
  void commandsAreThoseOfTheHelp() {
    String helps = "cli/src/test/resources/org/sallyport/cli/golden/help/";
    List<String> commands =
        Repository.filesBelow(helps, path -> path.endsWith(".txt")).stream()
            .map(path -> path.substring(helps.length(), path.length() - ".txt".length()))
            .filter(command ->
                !Set.of("sallyport", "firewall", "workstation", "wrap").contains(command))
            .toList();
    List<String> documented =
        Markdown.codeInFirstCells(Repository.text("docs/reference/commands.md")).stream()
            .map(usage -> usage.replaceFirst(" (\\[|--|[A-Z]{2}).*", ""))
            .toList();
    assertThat(documented).containsExactlyInAnyOrderElementsOf(commands);
  }

  @Test
  void refusalsAreThoseOfTheCode() {
    String section = Markdown.read("docs/reference/security-properties.md").section("## P2");
    assertThat(Markdown.codeInFirstCells(section))
        .containsExactlyInAnyOrderElementsOf(names(RefusalReason.values()));
  }

  @Test
  void limitsAreThoseOfTheCode() {
    Limits limits = Limits.defaults();
    String section = Markdown.read("docs/reference/security-properties.md").section("## P8");
    List<String> values =
        section
            .lines()
            .filter(line -> line.matches("\\| [^|]* \\| [0-9].*"))
            .map(line -> line.replaceFirst("\\|[^|]*\\| ([^|]*) \\|.*", "$1"))
            .toList();
    assertThat(values)
        .containsExactly(
            text(limits.handshakes().bytes()),
            text(limits.handshakes().time()),
            text(limits.handshakes().atOnce()),
            text(limits.streams().perApplication()),
            text(limits.streams().inAll()),
            text(limits.streams().bufferBytes()),
            text(limits.buffers().own()),
            text(limits.buffers().perApplication()),
            text(limits.buffers().shared()),
            text(limits.streams().times().answer()),
            text(limits.streams().times().idle()),
            text(limits.dns().fakeAddresses()),
            text(limits.dns().lookupsAtOnce()),
            text(limits.pace().atOnce()),
            text(limits.pace().patience()));
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          `[tor]`, tor, [tor]
          `[[lan]]`, lan, [[lan]]
          `[firewall]`, firewall, [firewall]
          `[workstation.NAME]`, workstation.a, [workstation.a]
          `[[workstation.NAME.app, workstation.a.application, [[workstation.a.application]]
          `[[workstation.NAME.port, workstation.a.port, [[workstation.a.port]]
          """)
  void configurationKeysAreThoseOfTheReader(String heading, String path, String table) {
    String section = Markdown.read("docs/reference/configuration.md").section("## " + heading);
    assertThat(Markdown.codeInFirstCells(section))
        .containsExactlyInAnyOrderElementsOf(keysKnownTo(table, path));
  }

  /// The reader lists the keys that it knows when it meets one that is nothing like them.
  private static List<String> keysKnownTo(String table, String path) {
    String text = table + "\nname = \"a\"\nzzzzzzzzzzzzzzzzzzzz = 1\n";
    var message = new ArrayList<String>();
    assertThatThrownBy(() -> ConfigReader.parse(Path.of("a.toml"), text))
        .satisfies(e -> message.add(String.valueOf(e.getMessage())));
    String known = message.getFirst().replaceFirst("(?s).*zzzz: unknown key \\(known: ", "");
    assertThat(message.getFirst()).contains(path + ".zzzz");
    return Arrays.stream(known.replaceFirst("(?s)\\).*", "").split(", ", -1)).toList();
  }

  @Test
  void exampleConfigurationIsValidAndHasEveryKey() {
    Markdown page = Markdown.read("docs/reference/configuration.md");
    String example = page.codeBlocks().getFirst();
    assertThat(ConfigReader.parse(Path.of("example.toml"), example).workstations()).hasSize(1);
    for (String heading :
        List.of(
            "## `[tor]`",
            "## `[workstation.",
            "## `[[lan]]",
            "## `[firewall]",
            "## `[[workstation.NAME.app",
            "## `[[workstation.NAME.machine",
            "## `[[workstation.NAME.port")) {
      for (String key : Markdown.codeInFirstCells(page.section(heading))) {
        assertThat(example).containsPattern("(?m)^" + key + " = |\\." + key + "\\]\\]");
      }
    }
  }

  @Test
  void glossaryIsSortedAndItsTypesExist() {
    String glossary = Repository.text("docs/reference/glossary.md");
    List<String> words =
        glossary
            .lines()
            .filter(line -> line.startsWith("**"))
            .map(line -> line.substring(2, line.indexOf("**:")))
            .toList();
    assertThat(words).isSorted().hasSizeGreaterThan(20);
    Set<String> types = SourceFile.all().stream().map(SourceFile::name).collect(Collectors.toSet());
    assertThat(Markdown.code(glossary))
        .filteredOn(code -> code.matches("[A-Z][a-z]+([A-Z][a-z]+)*"))
        .filteredOn(code -> !code.endsWith("Port") || code.equals("Port"))
        .isSubsetOf(types);
  }

  @Test
  void glossaryDefinesTheWordsOfTheDomain() {
    assertThat(Repository.text("docs/reference/glossary.md"))
        .contains("**gateway**:", "**workstation**:", "**application**:", "**isolation key**:")
        .contains("**upstream**:", "**uplink**:", "**splice**:", "**port**:", "**token**:");
  }

  private static Set<String> names(Enum<?>[] constants) {
    return Arrays.stream(constants).map(Enum::name).collect(Collectors.toCollection(TreeSet::new));
  }

  private static String text(int value) {
    return Integer.toString(value);
  }

  private static String text(Duration value) {
    return value.toHours() > 1 ? value.toHours() + " h" : value.toSeconds() + " s";
  }
}
