package org.sallyport.core.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.core.law.Law;
import org.sallyport.core.shell.Variable.Certainty;

final class SettingsTest {
  private static final World WORLD =
      new World(Map.of("/there", true, "/not", false), Map.of("KNOWN", "known"));

  private static Settings read(String... texts) {
    var files = new ArrayList<ShellFile>();
    for (String text : texts) {
      files.add(new ShellFile("/etc/" + (files.size() + 1) + ".conf", text));
    }
    return Settings.of(files, WORLD);
  }

  private static String value(Settings settings, String name) {
    return settings.variable(name).map(Variable::value).orElse("-");
  }

  private static String x(String text) {
    Settings settings = read(text);
    assertThat(settings.doubts()).as(text).isEmpty();
    return value(settings, "X");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '^',
      value = {
        "X=1, 1",
        "X=, ^^",
        "X='a b', a b",
        "X='a\"b', a\"b",
        "X=\"a b\", a b",
        "X=\"a\\\"b\\$c\\\\d\\e\", a\"b$c\\d\\e",
        "X=a\\ b, a b",
        "X=a'b'\"c\"d, abcd",
        "X=1 # a comment, 1",
        "X=1#no, 1#no",
        "  X=1 ; Y=2, 1",
        "X=$KNOWN, known",
        "X=${KNOWN}s, knowns",
        "X=\"a $KNOWN b\", a known b",
        "X='$KNOWN', $KNOWN",
        "X=${NOBODY:-other}, other",
        "X=${KNOWN:-other}, known",
        "X=$NOBODY, ^^",
        "X=$(id -u clearnet), clearnet",
        "X=\"$(id -u \"clearnet\")\", clearnet",
        "export X=1, 1",
        "declare -g X=1, 1",
        "Y=1 X=2, 2"
      })
  void valueIsTheShells(String text, String value) {
    assertThat(x(text)).isEqualTo(value);
  }

  @Test
  void valueMayHaveSeveralLines() {
    assertThat(x("X=\"\\\neth0\neth4\"\n")).isEqualTo("eth0\neth4");
    assertThat(x("X=1\\\n2\n")).isEqualTo("12");
  }

  @Test
  void laterFileWinsAndMoreIsPutBehind() {
    Settings settings = read("X=1\nY=\" 22 \"\n", "X=2\nY+=\" 23 \"\n");
    assertThat(value(settings, "X")).isEqualTo("2");
    assertThat(value(settings, "Y")).isEqualTo(" 22  23 ");
    assertThat(settings.variable("Y").orElseThrow().origin()).hasToString("/etc/2.conf:2");
  }

  @Test
  void elementsOfArraysAreVariables() {
    Settings settings =
        read("declare -A w\nw[\"/usr/bin/curl\"]=\"1\"\nw[/usr/bin/git]=0\nw['a b']+=c");
    assertThat(settings.doubts()).isEmpty();
    assertThat(value(settings, "w[/usr/bin/curl]")).isEqualTo("1");
    assertThat(value(settings, "w[/usr/bin/git]")).isEqualTo("0");
    assertThat(value(settings, "w[a b]")).isEqualTo("c");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      value = {
        "if [ -f /there ]; then X=1; fi => 1",
        "if [ ! -f /there ]; then X=1; fi => -",
        "if [ -e \"/not\" ]; then X=1; else X=2; fi => 2",
        "if test -f /not; then X=1; elif [ -n \"$KNOWN\" ]; then X=2; else X=3; fi => 2",
        "if [[ $KNOWN == known ]]; then X=1; fi => 1",
        "if [ \"$KNOWN\" = other ]; then X=1; fi => -",
        "if [ \"$KNOWN\" != other ] && [ -z \"$Y\" ]; then X=1; fi => 1",
        "if [ -f /not ] || [ -f /there ]; then X=1; fi => 1",
        "[ -n \"$X\" ] || X=1 => 1",
        "X=2; [ -n \"$X\" ] || X=1 => 2",
        "X=2; [ -n \"$X\" ] && X=1 => 1",
        "[ ! -f /there ] && return; X=1 => 1",
        "[ -f /there ] && return; X=1 => -",
        "if ! [ -f /not ]; then X=1; fi => 1",
        "if [ -f /not ] && [ -f /unknown ]; then X=1; fi => -",
        "X=1; return 0; X=2 => 1",
        "if [ -f /not ]; then if [ -f /there ]; then X=1; fi; fi => -"
      })
  void branchIsTakenIfItsConditionHolds(String text, String value) {
    assertThat(x(text)).isEqualTo(value);
    assertThat(x(text.replace("; ", "\n"))).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "if [ -f /unknown ]; then X=2; fi",
        "if grep -q a b; then X=2; fi",
        "if [ $KNOWN -gt 1 ]; then X=2; fi",
        "if [[ $KNOWN == k* ]]; then X=2; fi",
        "if [ -f /unknown ]; then return; fi; X=2",
        "[ -d /there ] && X=2",
        "X=2 | cat",
        "X=2 command",
        "f() { X=2; }",
        "function f { X=2; }",
        "for i in 1 2; do X=2; done",
        "while true; do if a; then X=2; fi; done",
        "case $KNOWN in a) X=2 ;; (b) X=3 ;; esac",
        "( X=2 )",
        "{ X=2; }",
        "X=(1 2)",
        "X+=(1 2)",
        "X=$(cat /etc/passwd)",
        "X=`id`",
        "X=$((1 + 1))",
        "X=${KNOWN#k}",
        "X=~",
        "X=$'a'",
        "local X=2",
        "read X <<END\nX=2\nEND",
        "eval 'X=2'",
        "[ -f /there ] && X=2 || X=3",
        "[ -f /there ] && { X=2; }"
      })
  void whatOnlyAShellCouldDoChangesNothingAndIsSaid(String text) {
    Settings settings = read("X=1\n" + text + "\n", "Y=3\n");
    assertThat(settings.variable("X").orElseThrow().value()).isEqualTo("1");
    assertThat(settings.variable("X").orElseThrow().certain()).isEqualTo(Certainty.IN_DOUBT);
    assertThat(settings.doubts()).isNotEmpty();
    assertThat(settings.doubts().getFirst().origin()).hasToString("/etc/1.conf:2");
    assertThat(value(settings, "Y")).isEqualTo("3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X=\"1",
        "X='1",
        "X=$(1",
        "X=${1",
        "X=`1",
        "if [ -f /there ]; then",
        "if [ -f /there ]",
        "fi",
        "done",
        "X=1\\"
      })
  void whatIsNoShellDoesNotCountAtAll(String text) {
    Settings settings = read("X=0", "X=2\nY=1\n" + text);
    assertThat(value(settings, "X")).isEqualTo("0");
    assertThat(value(settings, "Y")).isEqualTo("-");
    assertThat(settings.doubts())
        .singleElement()
        .satisfies(doubt -> assertThat(doubt.reason()).contains("nothing of it counts"));
  }

  @Test
  void assignmentAfterADoubtIsCertainAgain() {
    Settings settings = read("X=$(a)\nX=2\n");
    assertThat(settings.variable("X").orElseThrow().certain()).isEqualTo(Certainty.CERTAIN);
  }

  @Test
  void whatDependsOnADoubtIsInDoubt() {
    Settings settings = read("if a; then X=1; fi\nY=$X\nX+=2\nif [ -n \"$X\" ]; then Z=1; fi\n");
    assertThat(settings.variables()).isEmpty();
    assertThat(settings.doubts())
        .extracting(doubt -> doubt.origin().line())
        .containsExactly(1, 1, 2, 3, 4, 4);
  }

  @Test
  void valuesHaveALimit() {
    String doubling = "X=" + "a".repeat(1000) + "\n" + "X=$X$X\n".repeat(40);
    assertThat(read(doubling).variable("X").orElseThrow().value().length())
        .isLessThanOrEqualTo(Evaluation.MAX_VALUE);
    String many = "X=" + "a".repeat(16_000) + "\n";
    String copies =
        IntStream.range(0, 1000).mapToObj(i -> "X" + i + "=$X\n").collect(Collectors.joining());
    int kept =
        read(many + copies).variables().values().stream()
            .mapToInt(variable -> variable.value().length())
            .sum();
    assertThat(kept).isLessThanOrEqualTo(Evaluation.MAX_KEPT);
  }

  @Test
  void nestingHasALimit() {
    String deep =
        "if [ -f /there ]; then\n".repeat(Parser.MAX_DEPTH + 1)
            + "X=1\n"
            + "fi\n".repeat(Parser.MAX_DEPTH + 1);
    assertThat(value(read(deep), "X")).isEqualTo("-");
    assertThat(read("if " + "! ".repeat(50_000) + "; then X=1; fi").doubts()).isNotEmpty();
    assertThat(read("if [ a ]" + " && [ a ]".repeat(50_000) + "; then X=1; fi").doubts())
        .isNotEmpty();
  }

  @Test
  void whateverIsWrittenIsReadOrNamed() {
    List<String> pieces =
        List.of(
            "X=1", "\n", ";", " ", "if", "[", "]", "then", "fi", "\"", "'", "$X", "$(", ")", "&&",
            "||", "{", "}", "case", "esac", "<<", "\\", "#", "else", "w[a]=", "return");
    Law.holds(random -> {
      String text =
          random
              .ints(random.nextInt(40), 0, pieces.size())
              .mapToObj(pieces::get)
              .collect(Collectors.joining(random.nextInt(2) == 0 ? " " : ""));
      int lines = Math.toIntExact(text.lines().count()) + 1;
      Settings settings = read(text);
      assertThat(settings.doubts())
          .as(text)
          .allMatch(doubt -> doubt.origin().line() >= 1 && doubt.origin().line() <= lines);
      assertThat(settings.variables().values())
          .as(text)
          .allMatch(variable -> variable.origin().line() <= lines);
    });
  }
}
