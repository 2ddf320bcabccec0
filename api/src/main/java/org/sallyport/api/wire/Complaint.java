package org.sallyport.api.wire;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;

/// What is wrong with a line of JSON, in words for its writer: no class names, one line.
final class Complaint {
  private static final int MAX_QUOTED = 40;

  private Complaint() {}

  static String of(RuntimeException failure) {
    return switch (failure) {
      case UnrecognizedPropertyException e -> "unknown member " + quoted(e.getPropertyName());
      case InvalidTypeIdException e when e.getTypeId() == null -> "it does not say what it is";
      case InvalidTypeIdException e -> "unknown kind " + quoted(e.getTypeId());
      case ValueInstantiationException e -> ofConstructor(e.getCause());
      case MismatchedInputException e -> member(e) + "missing or of the wrong type" + column(e);
      case StreamReadException e -> "not JSON: " + firstLine(e.getOriginalMessage()) + column(e);
      case JacksonException e -> member(e) + "unreadable" + column(e);
      default -> firstLine(failure.getMessage());
    };
  }

  /// The records' own constructors: `requireNonNull(x, "x")` and `x: value (expected: …)`.
  private static String ofConstructor(@Nullable Throwable cause) {
    return cause instanceof NullPointerException
        ? "member " + quoted(cause.getMessage()) + " is missing"
        : firstLine(cause == null ? null : cause.getMessage());
  }

  private static String member(JacksonException e) {
    String name =
        e.getPath().stream()
            .map(JacksonException.Reference::getPropertyName)
            .filter(part -> part != null)
            .reduce((a, b) -> a + "." + b)
            .orElse("");
    return name.isEmpty() ? "the value is " : "member " + quoted(name) + " is ";
  }

  private static String column(JacksonException e) {
    var place = e.getLocation();
    return place == null || place.getColumnNr() <= 0 ? "" : " (column " + place.getColumnNr() + ")";
  }

  private static String quoted(@Nullable String text) {
    String shown = String.valueOf(text);
    return '"' + (shown.length() > MAX_QUOTED ? shown.substring(0, MAX_QUOTED) + "…" : shown) + '"';
  }

  private static String firstLine(@Nullable String text) {
    return text == null ? "no reason given" : text.lines().findFirst().orElse("");
  }
}
