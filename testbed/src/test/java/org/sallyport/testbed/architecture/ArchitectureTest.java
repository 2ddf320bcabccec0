package org.sallyport.testbed.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The module walls and the style rules that byte code shows, over the production classes of all
/// modules. `ArchitectureRulesTest` shows that each can fail.
final class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.sallyport");

  static Map<String, ArchRule> rules() {
    Map<String, ArchRule> rules = new HashMap<>(WallRules.all());
    rules.putAll(PlatformRules.all());
    return rules;
  }

  static Stream<String> names() {
    return rules().keySet().stream().sorted();
  }

  static ArchRule rule(String name) {
    ArchRule rule = rules().get(name);
    if (rule == null) {
      throw new IllegalArgumentException("rule: " + name + " (expected: one of " + rules() + ")");
    }
    return rule;
  }

  @ParameterizedTest
  @MethodSource("names")
  void classesKeepTheRule(String name) {
    var result = rule(name).allowEmptyShould(true).evaluate(CLASSES);
    assertThat(result.getFailureReport().getDetails()).as(rule(name).getDescription()).isEmpty();
  }

  @Test
  void everyModuleIsLookedAt() {
    for (String module : Repository.MODULES) {
      assertThat(CLASSES)
          .anySatisfy(
              type -> assertThat(type.getPackageName()).startsWith("org.sallyport." + module));
    }
  }
}
