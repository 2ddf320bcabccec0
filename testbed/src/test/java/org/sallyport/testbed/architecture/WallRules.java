package org.sallyport.testbed.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Who may see whom: the walls between the modules, and the one home of each library and of each
/// dangerous part of the platform.
final class WallRules {
  private static final String ROOT = "org.sallyport.";

  /// For each module, the modules that it may see beside itself.
  private static final Map<String, Set<String>> SEES =
      Map.of(
          "core", Set.of(),
          "tor", Set.of("core"),
          "dataplane", Set.of("core"),
          "linux", Set.of("core"),
          "api", Set.of("core"),
          "gateway", Set.of("core", "tor", "dataplane", "linux", "api"),
          "cli", Set.of("core", "api", "linux.exec"));

  /// For each package of a library or of the platform, the modules that may use it.
  private static final Map<String, Set<String>> HOMES =
      Map.of(
          "io.netty..", Set.of("dataplane"),
          "java.lang.foreign..", Set.of("linux"),
          "org.tomlj..", Set.of("gateway"),
          "tools.jackson..", Set.of("api", "testbed"),
          "picocli..", Set.of("cli"));

  private WallRules() {}

  static Map<String, ArchRule> all() {
    Map<String, ArchRule> rules = new HashMap<>();
    SEES.forEach((module, seen) -> rules.put("walls of " + module, walls(module, seen)));
    HOMES.forEach((library, homes) -> rules.put("home of " + library, home(library, homes)));
    rules.put("processes", processes());
    return rules;
  }

  private static ArchRule walls(String module, Set<String> seen) {
    List<String> banned = new ArrayList<>();
    for (String other : Repository.MODULES) {
      if (!other.equals(module) && !seen.contains(other)) {
        banned.add(other);
      }
    }
    return noClasses()
        .that()
        .resideInAPackage(packages(module))
        .should()
        .dependOnClassesThat(
            ClassTests.that(
                "reside in " + banned,
                type -> isIn(type, banned) && !isIn(type, List.copyOf(seen))))
        .because("the module walls of ARCHITECTURE.md hold");
  }

  private static boolean isIn(JavaClass type, List<String> modules) {
    return modules.stream()
        .map(module -> ROOT + module)
        .anyMatch(name ->
            type.getPackageName().equals(name) || type.getPackageName().startsWith(name + "."));
  }

  private static ArchRule home(String library, Set<String> homes) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(homes.stream().map(WallRules::packages).toArray(String[]::new))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .because(library + " has one home");
  }

  private static ArchRule processes() {
    return noClasses()
        .that()
        .resideOutsideOfPackages(
            packages("tor"), packages("linux"), packages("cli"), packages("testbed"))
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.lang.ProcessBuilder")
        .orShould()
        .callMethod(Runtime.class, "exec", String[].class)
        .because("only the edges start processes");
  }

  private static String packages(String module) {
    return ROOT + module + "..";
  }
}
