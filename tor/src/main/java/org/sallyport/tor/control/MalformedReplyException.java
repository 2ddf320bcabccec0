package org.sallyport.tor.control;

import java.io.IOException;

/// Bytes on the control port that are not the control protocol.
///
/// Carries no stack trace: it says something about the peer, not about this program, and hostile
/// input must be cheap to refuse. The message never quotes the input.
final class MalformedReplyException extends IOException {
  private static final long serialVersionUID = 1L;

  MalformedReplyException(String message) {
    super(message);
  }

  @Override
  public Throwable fillInStackTrace() {
    return this;
  }
}
