package org.sallyport.testbed.stage;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/// What something was made of, in the order in which it was made, closed in the reverse order.
/// Confined to one thread at a time.
public final class Parts implements AutoCloseable {
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final Consumer<Exception> onFailure;

  /// @param onFailure is told of each part that does not close; the next is closed unless it throws
  public Parts(Consumer<Exception> onFailure) {
    this.onFailure = onFailure;
  }

  /// Parts whose failure to close is said on standard error.
  ///
  /// @param whole what they are parts of
  public static Parts of(String whole) {
    return new Parts(
        e -> System.err.println("sallyport: " + whole + " did not end cleanly: " + e.getMessage()));
  }

  /// Adds one and gives it back.
  public <T extends AutoCloseable> T add(T part) {
    parts.push(part);
    return part;
  }

  @Override
  public void close() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        onFailure.accept(e);
      }
    }
  }
}
