package org.sallyport.testbed.leak;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;

/// What `sallyport leaktest` was asked for.
///
/// @param extent how much is tried
/// @param form how the result is printed
/// @param page where the whole matrix is written as Markdown, if anywhere
record LeakOptions(Extent extent, Form form, Optional<Path> page) {
  /// How much is tried.
  enum Extent {
    /// One life of a gateway: half a minute.
    QUICK,
    /// Everything.
    FULL,
    /// The protection broken on purpose, to see that it is noticed.
    SABOTAGE,
    /// Everything while a gateway is open, beside a bare host and other tools.
    COMPARE,
    /// The essence of that.
    COMPARE_QUICK
  }

  /// How the result is printed.
  enum Form {
    TEXT,
    JSON
  }

  /// Reads the command line behind `leaktest`.
  static LeakOptions parse(List<String> arguments) {
    var options = new LeakOptions(Extent.FULL, Form.TEXT, Optional.empty());
    Deque<String> rest = new ArrayDeque<>(arguments);
    while (!rest.isEmpty()) {
      options = options.with(rest.pop(), rest);
    }
    return options;
  }

  private LeakOptions with(String option, Deque<String> rest) {
    return switch (option) {
      case "--quick" -> new LeakOptions(quick(extent), form, page);
      case "--compare" -> new LeakOptions(comparing(extent), form, page);
      case "--sabotage" -> new LeakOptions(Extent.SABOTAGE, form, page);
      case "--json" -> new LeakOptions(extent, Form.JSON, page);
      case "--markdown" -> new LeakOptions(extent, form, Optional.of(Path.of(value(option, rest))));
      default -> throw wrong("it does not know \"%s\"".formatted(option));
    };
  }

  private static Extent quick(Extent extent) {
    return switch (extent) {
      case QUICK, FULL, SABOTAGE -> Extent.QUICK;
      case COMPARE, COMPARE_QUICK -> Extent.COMPARE_QUICK;
    };
  }

  private static Extent comparing(Extent extent) {
    return extent == Extent.QUICK ? Extent.COMPARE_QUICK : Extent.COMPARE;
  }

  private static String value(String option, Deque<String> rest) {
    if (rest.isEmpty()) {
      throw wrong(option + " needs a value");
    }
    return rest.pop();
  }

  private static GatewayException wrong(String what) {
    return new GatewayException(
        ErrorKind.CONFIGURATION, "leaktest: " + what + ". See: sallyport leaktest --help");
  }
}
