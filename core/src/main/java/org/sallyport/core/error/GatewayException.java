package org.sallyport.core.error;

import org.jspecify.annotations.Nullable;

/// A failing environment. The message says what was attempted, on what, why it failed and what to
/// do next; it is shown to the user as it is and names no destination, key or token.
///
/// Caught at three edges only: the channel, a control operation, `main`.
public final class GatewayException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorKind kind;

  /// A failure without a lower cause.
  public GatewayException(ErrorKind kind, String message) {
    this(kind, message, null);
  }

  /// A failure with the lower failure that caused it.
  public GatewayException(ErrorKind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /// What sort of remedy there is.
  public ErrorKind kind() {
    return kind;
  }
}
