package org.sallyport.core.shell;

/// A text is not shell: a quote that nothing ends, an `if` without its `fi`. Never leaves the
/// package; carries no stack trace, for a file may be anything.
final class ShellSyntax extends Exception {
  private static final long serialVersionUID = 1;

  private final int line;

  ShellSyntax(int line, String message) {
    super(message, null, false, false);
    this.line = line;
  }

  int line() {
    return line;
  }

  String words() {
    return String.valueOf(getMessage());
  }
}
