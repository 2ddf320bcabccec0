package org.sallyport.core.secret;

import java.util.Objects;

/// A value that must not appear in a log, a metric or a message: a destination, a client address, a
/// token, a key. Its text form is always `[scrubbed]`; only `reveal()` gives it away, so every
/// place that does is found by one search.
///
/// Two are equal when their values are.
public final class Sensitive<T> {
  private static final String SCRUBBED = "[scrubbed]";

  private final T value;

  private Sensitive(T value) {
    this.value = Objects.requireNonNull(value);
  }

  /// Wraps a value.
  public static <T> Sensitive<T> of(T value) {
    return new Sensitive<>(value);
  }

  /// The value itself, for the protocol or the screen that needs it.
  public T reveal() {
    return value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Sensitive<?> that && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return SCRUBBED;
  }
}
