package org.sallyport.testbed.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// Predicates over classes and over what they call, with a description for the failure's message.
final class ClassTests {
  private ClassTests() {}

  static DescribedPredicate<JavaClass> that(String description, Predicate<JavaClass> test) {
    return DescribedPredicate.describe(description, test);
  }

  /// Calls of methods of a type or of its subtypes.
  ///
  /// @param methods by the full name of the type, the names of its methods; `*` means all
  static DescribedPredicate<JavaAccess<?>> callsOf(Map<String, Set<String>> methods) {
    return DescribedPredicate.describe(
        "calls of " + methods,
        access ->
            methods.entrySet().stream()
                .anyMatch(entry ->
                    access.getTargetOwner().isAssignableTo(entry.getKey())
                        && (entry.getValue().contains("*")
                            || entry.getValue().contains(access.getTarget().getName()))));
  }
}
