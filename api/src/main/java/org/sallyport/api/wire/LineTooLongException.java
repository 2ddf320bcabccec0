package org.sallyport.api.wire;

import java.io.IOException;

/// A peer sent a line longer than the limit. Carries no stack trace: hostile input is cheap.
public final class LineTooLongException extends IOException {
  private static final long serialVersionUID = 1L;

  LineTooLongException(int limit) {
    super("a line is longer than " + limit + " bytes");
  }

  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
