package org.sallyport.testbed.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The style rules that a machine can check, over the sources of all modules. `TidyRulesTest` shows
/// that each can fail.
final class TidyTest {
  private static final List<SourceFile> SOURCES = SourceFile.all();
  private static final TidyExceptions EXCEPTIONS = TidyExceptions.read();

  static Stream<TidyRule> rules() {
    return Stream.of(
            SizeRules.all(), NameRules.all(), CommentRules.all(), TestRules.all(), CodeRules.all())
        .flatMap(List::stream);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void sourcesKeepTheRule(TidyRule rule) {
    Set<String> found = rule.violations().apply(SOURCES).collect(Collectors.toSet());
    assertThat(EXCEPTIONS.unknown(rule, found)).as(rule.says()).isEmpty();
    assertThat(EXCEPTIONS.stale(rule, found))
        .as("entries of tidy-exceptions.txt that are violated no longer: remove them")
        .isEmpty();
  }

  @Test
  void everyExceptionIsOfARule() {
    Set<String> names = rules().map(TidyRule::name).collect(Collectors.toSet());
    assertThat(EXCEPTIONS.entries())
        .allSatisfy(entry -> assertThat(names).contains(entry.substring(0, entry.indexOf(' '))));
  }

  @Test
  void everyModuleHasSources() {
    assertThat(SOURCES.stream().map(SourceFile::module).distinct())
        .containsExactlyInAnyOrderElementsOf(Repository.MODULES);
  }
}
