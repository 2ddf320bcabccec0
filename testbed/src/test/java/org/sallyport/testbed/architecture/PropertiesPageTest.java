package org.sallyport.testbed.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.sallyport.testbed.leak.probe.Catalogue;
import org.sallyport.testbed.leak.probe.Probe;

/// Every sentence about security names its test.
final class PropertiesPageTest {
  private static final String PATH = "docs/reference/security-properties.md";
  private static final int MANY = 60;
  private static final Pattern PROPERTY = Pattern.compile("\\((P[0-9]+)[,)]|\\b(P[0-9]+)\\b");
  private static final Set<String> TESTS = Set.of("ThingTest", "ThingTest.holds");
  private static final Set<String> PROBES = Set.of("tcp4-lan");

  @Test
  void everySentenceNamesTestsThatExist() {
    var page = new PropertiesPage(Markdown.read(PATH));
    assertThat(page.problems(tests(), probes())).isEmpty();
    assertThat(page.rows()).isGreaterThan(MANY);
  }

  @Test
  void everyPropertyThatIsCitedExists() {
    Set<String> headings =
        Repository.text(PATH)
            .lines()
            .filter(line -> line.startsWith("## P"))
            .map(line -> line.substring("## ".length(), line.indexOf(' ', "## ".length())))
            .collect(Collectors.toSet());
    for (String path : List.of("docs/explanation/threat-model.md", "SECURITY.md")) {
      Set<String> cited = new TreeSet<>();
      PROPERTY
          .matcher(Repository.text(path))
          .results()
          .forEach(match -> cited.add(match.group(1) == null ? match.group(2) : match.group(1)));
      assertThat(cited).as(path).isNotEmpty().isSubsetOf(headings);
    }
  }

  @Test
  void whatCountsAsAVulnerabilityCitesItsProperty() {
    String section = Markdown.read("SECURITY.md").section("## What counts");
    List<String> points = List.of(section.split("\n\\* ", -1));
    assertThat(points.subList(1, points.size()))
        .hasSizeGreaterThan(5)
        .allMatch(point -> point.matches("(?s).*\\(P[0-9].*"));
  }

  @Test
  void rowWithoutATestIsFound() {
    assertThat(problems("| it holds | |")).containsExactly("line 4: no test is named");
    assertThat(problems("| it holds | `tcp4-lan` |")).containsExactly("line 4: no test is named");
    assertThat(problems("| `ThingTest` | it holds |")).containsExactly("line 4: no test is named");
  }

  @Test
  void missingTestIsFound() {
    assertThat(problems("| it holds | `OtherTest` |"))
        .containsExactly("line 4: there is no OtherTest");
    assertThat(problems("| it holds | `ThingTest.other` |"))
        .containsExactly("line 4: there is no ThingTest.other");
    assertThat(problems("| it holds | `ThingTest`, `tcp4-other` |"))
        .containsExactly("line 4: there is no tcp4-other");
    assertThat(problems("| it holds | `ThingTest.holds`, `tcp4-lan` |")).isEmpty();
  }

  @Test
  void sentenceOutsideOfTheTablesIsFound() {
    assertThat(problems("It always holds."))
        .containsExactly("line 4: a sentence outside of the tables");
  }

  private static List<String> problems(String line) {
    String text = "## P1 Law\n| what | shown by |\n|---|---|\n" + line + "\n## Other\nFree text.\n";
    return new PropertiesPage(new Markdown(PATH, text)).problems(TESTS, PROBES);
  }

  private static Set<String> probes() {
    return Catalogue.probes().stream().map(Probe::name).collect(Collectors.toSet());
  }

  /// Every test there is, as `Class` and as `Class.method`.
  static Set<String> tests() {
    Set<String> found = new HashSet<>();
    for (SourceFile source : SourceFile.all()) {
      source.forEachMethod((type, method) -> {
        if (TestRules.isTest(method) || Annotations.has(method, "FuzzTest")) {
          found.add(source.name());
          found.add(source.name() + "." + method.getName());
        }
      });
    }
    return found;
  }
}
