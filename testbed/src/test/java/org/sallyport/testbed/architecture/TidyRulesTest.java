package org.sallyport.testbed.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Each rule of `TidyTest` finds a violation planted for it, and finds none in tidy code.
final class TidyRulesTest {
  private static final String MAIN = "core/src/main/java/a/b/Thing.java";
  private static final String TEST = "core/src/test/java/a/b/ThingTest.java";
  private static final String TIDY =
      """
      package a.b;
      /// A thing.
      final class Thing {
        int x(int a, int b, int c, int d) {
          return a;
        }
      }
      """;
  private static final String TIDY_TEST =
      """
      package a.b;
      /// What a thing promises.
      final class ThingTest {
        @Test
        void keepsItsPromise() {
          check();
        }
        private void check() {
          assertThat(1).isEqualTo(1);
        }
      }
      """;

  @ParameterizedTest
  @MethodSource("org.sallyport.testbed.architecture.TidyTest#rules")
  void tidyCodeKeepsTheRule(TidyRule rule) {
    assertThat(
            rule.violations()
                .apply(
                    List.of(
                        SourceFile.of(MAIN, TIDY),
                        SourceFile.of(TEST, TIDY_TEST),
                        SourceFile.of(
                            "core/src/main/java/a/b/package-info.java",
                            "/// Doc.\n@NullMarked\npackage a.b;"))))
        .isEmpty();
  }

  @Test
  void lengthOfFilesAndMethodsAndLines() {
    assertFound("file-length", MAIN, TIDY + "\n".repeat(394), MAIN);
    assertFound("file-length", TEST, TIDY_TEST + "\n".repeat(394));
    assertFound("file-length", TEST, TIDY_TEST + "\n".repeat(600), TEST);
    String body = "\n".repeat(49);
    assertFound("method-length", MAIN, "class T { void m() {" + body + "} }");
    assertFound("method-length", MAIN, "class T { void m() {\n" + body + "} }", MAIN + "#T.m");
    assertFound("columns", MAIN, TIDY + "//" + "x".repeat(99), MAIN);
    assertFound("columns", MAIN, TIDY + "//" + "x".repeat(98));
    String block = "\"\"\"\n" + "x".repeat(101) + "\n\"\"\";";
    assertFound("columns", MAIN, "class T { String t = " + block + " }");
    assertFound(
        "columns", MAIN, "class T { String t = " + block + " }\n//" + "x".repeat(101), MAIN);
  }

  @Test
  void numberOfParameters() {
    String five = "(int a, int b, int c, int d, int e) {}";
    assertFound("parameters", MAIN, "class T { void m" + five + "}", MAIN + "#T.m");
    assertFound("parameters", MAIN, "class T { T" + five + "}", MAIN + "#T.<init>");
    assertFound("parameters", MAIN, "class T { @Override public void m" + five + "}");
    assertFound("parameters", TEST, "class T { @ParameterizedTest void m" + five + "}");
    assertFound("parameters", MAIN, "record T(int a, int b, int c, int d, int e) { T {} }");
  }

  @ParameterizedTest
  @CsvSource({
    "package-name, package a.util;, ''",
    "package-name, package a.impl.b;, ''",
    "type-name, class ThingManager {}, #ThingManager",
    "type-name, class T { record UserData() {} }, #UserData",
    "getter, class T { int getX() { return 1; } }, #T.getX",
    "getter, class T { void setX(int x) {} }, #T.setX",
    "doc-comment, class T {}, #T",
    "doc-form, /** Old. */ class T {}, ''",
    "synchronized, class T { synchronized void m() {} }, ''",
    "synchronized, class T { void m() { synchronized (this) {} } }, ''",
    "final-class, class T {}, #T",
    "final-class, final class T { static abstract class U {} }, #U",
    "revealing-log, 'class T { void m() { LOG.log(INFO, x.reveal()); } }', ''"
  })
  void plantedInProductionCode(String rule, String text, String place) {
    assertFound(rule, MAIN, text, MAIN + place);
  }

  @ParameterizedTest
  @CsvSource({
    "skipped, class T { @Disabled @Test void m() {} }",
    "skipped, class T { @EnabledIfSystemProperty(a) @Test void m() {} }",
    "skipped, class T { @Test void m() { assumeTrue(false); } }",
    "sleep, class T { @Test void m() { Thread.sleep(1); } }",
    "mocks, import org.mockito.Mockito; class T {}"
  })
  void plantedInTestCode(String rule, String text) {
    assertFound(rule, TEST, text, TEST);
  }

  @Test
  void missingAssertion() {
    String none = "class T { @Test void m() { run(); } void run() {} }";
    assertFound("assertion", TEST, none, TEST + "#T.m");
    assertFound("assertion", TEST, "class T { @Test void m() { fail(); } }");
    assertFound("assertion", TEST, "class T { @Test void m() { throw new AssertionError(); } }");
    assertFound("assertion", TEST, "class T { @FuzzTest void m() { run(); } }");
  }

  @Test
  void misnamedTest() {
    String other = "core/src/test/java/a/b/Things.java";
    assertFound("test-name", other, "class T { @Test void m() {} }", other + "#T.m");
    assertFound("test-name", TEST, "class T { @Test void testM() {} }", TEST + "#T.testM");
  }

  @Test
  void packageWithoutItsComment() {
    String info = "core/src/main/java/a/b/package-info.java";
    assertFound("doc-comment", TEST, "class ThingTest {}");
    assertFound("doc-comment", TEST, "class Fake {}", TEST + "#Fake");
    assertFound("doc-comment", info, "package a.b;", info);
    assertFound("null-marked", info, "/// Doc.\npackage a.b;", info);
    assertFound("package-info", MAIN, TIDY, "core/src/main/java/a/b");
  }

  @Test
  void exceptionsExcuseWhatTheyNameAndGoStaleWithIt() {
    TidyRule rule = rule("columns");
    var exceptions = TidyExceptions.parse("# why\n\ncolumns a.java\ncolumns b.java\n");
    assertThat(exceptions.unknown(rule, List.of("a.java", "c.java")))
        .containsExactly("columns c.java");
    assertThat(exceptions.stale(rule, List.of("a.java", "c.java")))
        .containsExactly("columns b.java");
  }

  private static TidyRule rule(String name) {
    return TidyTest.rules().filter(rule -> rule.name().equals(name)).findFirst().orElseThrow();
  }

  private static void assertFound(String rule, String path, String text, String... places) {
    Set<String> found =
        rule(rule)
            .violations()
            .apply(List.of(SourceFile.of(path, text)))
            .collect(Collectors.toSet());
    assertThat(found).as(rule).containsExactlyInAnyOrderElementsOf(Arrays.asList(places));
  }
}
