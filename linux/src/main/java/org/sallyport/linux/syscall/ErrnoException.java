package org.sallyport.linux.syscall;

import java.io.IOException;

/// A failed system call: which call, on what, with which error number.
///
/// Checked, because every caller must decide whether the failure is expected or becomes a sentence
/// for the user.
public final class ErrnoException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String call;
  private final String subject;
  private final int number;

  /// A failure of `call` on `subject`.
  public ErrnoException(String call, String subject, Errno errno) {
    super(call + " " + subject + ": " + errno);
    this.call = call;
    this.subject = subject;
    this.number = errno.number();
  }

  /// The name of the call, for example `setns`.
  public String call() {
    return call;
  }

  /// What the call was about, for example a path.
  public String subject() {
    return subject;
  }

  /// Why it failed.
  public Errno errno() {
    return new Errno(number);
  }
}
