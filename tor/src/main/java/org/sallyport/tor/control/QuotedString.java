package org.sallyport.tor.control;

/// The control protocol's quoted strings: text in double quotes with C escapes.
///
/// Characters are bytes (latin-1). Law: `decode(encode(s), 0)` gives back every `s` that [#encode]
/// accepts. tor writes `\n \t \r \" \' \\` and three-digit octal; any other escaped character means
/// itself. Source: control-spec, "Note on QuotedString".
public final class QuotedString {
  private static final int MAX_OCTAL_DIGITS = 3;

  private QuotedString() {}

  /// A decoded value and the index of the first character behind its closing quote.
  record Decoded(String value, int end) {}

  /// Quotes `value` as one argument of a command.
  ///
  /// @throws IllegalArgumentException if it holds CR, LF, NUL or a character above U+00FF
  public static String encode(String value) {
    CommandLine.requireSafe(value);
    var quoted = new StringBuilder(value.length() + 2).append('"');
    for (int i = 0; i < value.length(); i++) {
      appendEscaped(quoted, value.charAt(i));
    }
    return quoted.append('"').toString();
  }

  private static void appendEscaped(StringBuilder quoted, char c) {
    if (c == '"' || c == '\\') {
      quoted.append('\\').append(c);
    } else if (c == '\t') {
      quoted.append("\\t");
    } else if (c < 0x20 || c >= 0x7f) {
      quoted.append('\\').append(digit(c >> 6)).append(digit(c >> 3)).append(digit(c));
    } else {
      quoted.append(c);
    }
  }

  private static char digit(int bits) {
    return (char) ('0' + (bits & 7));
  }

  /// Decodes the quoted string whose opening quote stands at `start`.
  static Decoded decode(String text, int start) throws MalformedReplyException {
    if (start >= text.length() || text.charAt(start) != '"') {
      throw new MalformedReplyException("a quoted string does not begin with a quote");
    }
    var value = new StringBuilder();
    int i = start + 1;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == '"') {
        return new Decoded(value.toString(), i + 1);
      }
      if (c == '\\') {
        i = unescape(text, i + 1, value);
      } else {
        value.append(c);
        i++;
      }
    }
    throw new MalformedReplyException("a quoted string does not end");
  }

  private static int unescape(String text, int at, StringBuilder value)
      throws MalformedReplyException {
    if (at >= text.length()) {
      throw new MalformedReplyException("a quoted string ends inside an escape");
    }
    char c = text.charAt(at);
    if (isOctal(c)) {
      return octal(text, at, value);
    }
    value.append(
        switch (c) {
          case 'n' -> '\n';
          case 't' -> '\t';
          case 'r' -> '\r';
          default -> c;
        });
    return at + 1;
  }

  private static int octal(String text, int at, StringBuilder value)
      throws MalformedReplyException {
    int number = 0;
    int i = at;
    while (i < text.length() && i < at + MAX_OCTAL_DIGITS && isOctal(text.charAt(i))) {
      number = number * 8 + (text.charAt(i) - '0');
      i++;
    }
    if (number > 0xff) {
      throw new MalformedReplyException("an octal escape is larger than a byte");
    }
    value.append((char) number);
    return i;
  }

  private static boolean isOctal(char c) {
    return c >= '0' && c <= '7';
  }
}
