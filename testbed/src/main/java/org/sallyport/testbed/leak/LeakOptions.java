package org.sallyport.testbed.leak;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.testbed.leak.matrix.Vantage;

/// What `sallyport leaktest` was asked for.
///
/// @param extent how much is tried
/// @param form how the result is printed
/// @param page where the whole result is written as Markdown, if anywhere
/// @param faults what else was asked of faults
/// @param vantage from where is probed
record LeakOptions(
    Extent extent, Form form, Optional<Path> page, FaultOptions faults, Vantage vantage) {
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

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
    COMPARE_QUICK,
    /// Faults while applications use the gateway.
    FAULTS,
    /// Those that strike most often, alone.
    FAULTS_QUICK
  }

  /// How the result is printed.
  enum Form {
    TEXT,
    JSON
  }

  /// Reads the command line behind `leaktest`.
  static LeakOptions parse(List<String> arguments) {
    var options =
        new LeakOptions(
            Extent.FULL, Form.TEXT, Optional.empty(), FaultOptions.DEFAULTS, Vantage.WORKSTATION);
    Deque<String> rest = new ArrayDeque<>(arguments);
    while (!rest.isEmpty()) {
      options = options.with(rest.pop(), rest);
    }
    if (options.vantage == Vantage.MACHINE && !options.isForMachines()) {
      throw wrong("--lan goes with --quick and --faults only");
    }
    return options;
  }

  private LeakOptions with(String option, Deque<String> rest) {
    return switch (option) {
      case "--quick" -> with(quick(extent));
      case "--compare" -> with(comparing(extent));
      case "--sabotage" -> with(Extent.SABOTAGE);
      case "--faults" -> with(extent == Extent.QUICK ? Extent.FAULTS_QUICK : Extent.FAULTS);
      case "--json" -> new LeakOptions(extent, Form.JSON, page, faults, vantage);
      case "--markdown" ->
          new LeakOptions(extent, form, Optional.of(Path.of(value(option, rest))), faults, vantage);
      case "--lan" -> new LeakOptions(extent, form, page, faults, Vantage.MACHINE);
      case "--seed" -> with(faults.withSeed(number(option, rest)));
      case "--minutes" -> with(faults.withMinutes(Math.toIntExact(number(option, rest))));
      case "--within" -> with(faults.withWithin(Duration.ofSeconds(number(option, rest))));
      default -> throw wrong("it does not know \"%s\"".formatted(option));
    };
  }

  private boolean isForMachines() {
    return switch (extent) {
      case QUICK, FULL, FAULTS, FAULTS_QUICK -> true;
      case SABOTAGE, COMPARE, COMPARE_QUICK -> false;
    };
  }

  private static Extent quick(Extent extent) {
    return switch (extent) {
      case QUICK, FULL, SABOTAGE -> Extent.QUICK;
      case COMPARE, COMPARE_QUICK -> Extent.COMPARE_QUICK;
      case FAULTS, FAULTS_QUICK -> Extent.FAULTS_QUICK;
    };
  }

  private static Extent comparing(Extent extent) {
    return extent == Extent.QUICK ? Extent.COMPARE_QUICK : Extent.COMPARE;
  }

  private LeakOptions with(Extent other) {
    return new LeakOptions(other, form, page, faults, vantage);
  }

  private LeakOptions with(FaultOptions other) {
    return new LeakOptions(extent, form, page, other, vantage);
  }

  private static long number(String option, Deque<String> rest) {
    String value = value(option, rest);
    if (!NUMBER.matcher(value).matches()) {
      throw wrong("%s is \"%s\", which is no number".formatted(option, value));
    }
    return Long.parseLong(value);
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
