package org.sallyport.testbed.architecture;

import com.sun.source.tree.ClassTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What packages, classes and methods may not be called.
final class NameRules {
  private static final Set<String> BANNED_PACKAGES =
      Set.of("util", "utils", "common", "impl", "helper", "helpers", "manager", "handlers", "misc");
  private static final Pattern BANNED_TYPES =
      Pattern.compile(".+(Manager|Helper|Data|Info|Base|Impl|Util|Utils)");
  private static final Pattern GETTER = Pattern.compile("(get|set)[A-Z].*");

  /// tor's own words: the commands GETINFO, GETCONF, SETCONF, SETEVENTS.
  private static final Set<String> CONTROL_COMMANDS =
      Set.of("getInfo", "getConf", "setConf", "setEvents");

  static final Pattern TEST_TYPE = Pattern.compile(".+(Test|IT)");

  private NameRules() {}

  static List<TidyRule> all() {
    return List.of(
        TidyRule.perFile(
            "package-name",
            "packages are features: none is called " + BANNED_PACKAGES,
            NameRules::bannedPackage),
        TidyRule.perFile(
            "type-name",
            "a type is a noun of the domain: not Manager, Helper, Data, Info, Base, Impl, Util",
            NameRules::bannedTypes),
        TidyRule.perFile(
            "getter", "x(), not getX() or setX(); overriding ones excepted", NameRules::getters),
        TidyRule.perFile(
            "test-name",
            "a type with tests is called ThingTest, ThingFuzzTest or ThingIT, its methods promise:"
                + " not testX",
            NameRules::badTestNames));
  }

  private static Stream<String> bannedPackage(SourceFile source) {
    return Stream.of(source.packageName().split("\\.")).anyMatch(BANNED_PACKAGES::contains)
        ? Stream.of(source.path())
        : Stream.empty();
  }

  private static Stream<String> bannedTypes(SourceFile source) {
    return source.types().stream()
        .map(ClassTree::getSimpleName)
        .filter(name -> BANNED_TYPES.matcher(name).matches())
        .map(name -> source.path() + "#" + name);
  }

  private static Stream<String> getters(SourceFile source) {
    List<String> found = new ArrayList<>();
    source.forEachMethod((type, method) -> {
      if (isGetter(method.getName().toString()) && !Annotations.has(method, "Override")) {
        found.add(source.place(type, method));
      }
    });
    return found.stream();
  }

  private static boolean isGetter(String name) {
    return GETTER.matcher(name).matches() && !CONTROL_COMMANDS.contains(name);
  }

  private static Stream<String> badTestNames(SourceFile source) {
    List<String> found = new ArrayList<>();
    source.forEachMethod((type, method) -> {
      boolean misnamed =
          !TEST_TYPE.matcher(source.name()).matches()
              || method.getName().toString().startsWith("test");
      if (TestRules.isTest(method) && misnamed) {
        found.add(source.place(type, method));
      }
    });
    return found.stream();
  }
}
