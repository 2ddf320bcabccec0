package org.sallyport.testbed.architecture;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What every test must have, and what none may have.
final class TestRules {
  private static final Set<String> TEST_ANNOTATIONS =
      Set.of("Test", "ParameterizedTest", "RepeatedTest", "TestFactory", "TestTemplate");
  private static final Pattern SKIPPING_ANNOTATION =
      Pattern.compile("(Disabled|Enabled(If|On|For)|Retry|Ignore).*");
  private static final Pattern SKIPPING_CALL = Pattern.compile("assume[A-Z].*|assumingThat|abort");

  /// AssertJ's and JUnit's own; Awaitility's, which fail at their deadline; and fakes, which are
  /// strict: they fail on what they do not expect.
  private static final Pattern ASSERTION =
      Pattern.compile("(assert|until)([A-Z].*)?|fail([A-Z].*)?|AssertionError|Fake[A-Z].*");

  private static final Pattern MOCKS =
      Pattern.compile("(?s).*\\b(mockito|easymock|powermock|jmockit|mockk|bytebuddy)\\b.*");

  private TestRules() {}

  static List<TidyRule> all() {
    return List.of(
        new TidyRule(
            "assertion",
            "a test asserts, itself or by a method that does",
            TestRules::testsWithoutAssertion),
        TidyRule.perFile("skipped", "no test is skipped", TestRules::skipping),
        TidyRule.perFile("sleep", "no test sleeps", TestRules::sleeping),
        TidyRule.perFile("mocks", "strict fakes, no mocks", TestRules::mocking));
  }

  /// Whether JUnit runs the method as a test that must assert. A fuzz test is not meant: there the
  /// assertion is that nothing unexpected is thrown.
  static boolean isTest(MethodTree method) {
    return Annotations.names(method.getModifiers().getAnnotations()).stream()
        .anyMatch(TEST_ANNOTATIONS::contains);
  }

  /// A method and the names of what it calls.
  private record Method(String place, String name, boolean isTest, Set<String> calls) {
    boolean assertsGiven(Set<String> asserting) {
      return calls.stream()
          .anyMatch(call -> ASSERTION.matcher(call).matches() || asserting.contains(call));
    }
  }

  private static Stream<String> testsWithoutAssertion(List<SourceFile> sources) {
    List<Method> methods =
        sources.stream().filter(TestRules::servesTests).flatMap(s -> methods(s).stream()).toList();
    Set<String> asserting = new HashSet<>();
    int before;
    do {
      before = asserting.size();
      methods.stream()
          .filter(method -> method.assertsGiven(asserting))
          .map(Method::name)
          .toList()
          .forEach(asserting::add);
    } while (asserting.size() > before);
    return methods.stream()
        .filter(method -> method.isTest() && !method.assertsGiven(asserting))
        .map(Method::place);
  }

  private static boolean servesTests(SourceFile source) {
    return source.isTest() || source.module().equals("testbed");
  }

  private static List<Method> methods(SourceFile source) {
    List<Method> found = new ArrayList<>();
    source.forEachMethod((type, method) ->
        found.add(
            new Method(
                source.place(type, method),
                method.getName().toString(),
                isTest(method),
                Calls.in(method))));
    return found;
  }

  private static Stream<String> skipping(SourceFile source) {
    boolean skips =
        annotations(source).stream().anyMatch(name -> SKIPPING_ANNOTATION.matcher(name).matches())
            || Calls.in(source.unit()).stream()
                .anyMatch(name -> SKIPPING_CALL.matcher(name).matches());
    return source.isTest() && skips ? Stream.of(source.path()) : Stream.empty();
  }

  private static Set<String> annotations(SourceFile source) {
    Set<String> found = new HashSet<>();
    new TreeScanner<@Nullable Void, @Nullable Void>() {
      @Override
      public @Nullable Void visitAnnotation(AnnotationTree annotation, @Nullable Void unused) {
        found.addAll(Annotations.names(List.of(annotation)));
        return super.visitAnnotation(annotation, null);
      }
    }.scan(source.unit(), null);
    return found;
  }

  private static Stream<String> sleeping(SourceFile source) {
    boolean sleeps = Calls.in(source.unit()).contains("sleep");
    return source.isTest() && sleeps ? Stream.of(source.path()) : Stream.empty();
  }

  private static Stream<String> mocking(SourceFile source) {
    boolean mocks =
        source.unit().getImports().stream()
            .anyMatch(line -> MOCKS.matcher(line.getQualifiedIdentifier().toString()).matches());
    return mocks ? Stream.of(source.path()) : Stream.empty();
  }
}
