package org.sallyport.core.stream;

import java.net.InetAddress;
import java.util.Locale;

/// The host part of a destination: a name, never resolved by us, or a literal address.
public sealed interface Host {
  /// The longest host name of DNS in its text form (RFC 1035 §2.3.4).
  int MAX_NAME_CHARACTERS = 253;

  /// What tor's SOCKS port and our tables take: the name, or the address without brackets.
  String text();

  /// A host name in lower case without the final dot. `.onion` addresses are names too.
  ///
  /// Letters, digits, `-`, `_` and `.` only (RFC 1123 plus the underscore that is in use), labels
  /// of at most 63 characters: nothing that could be mistaken for another protocol's syntax.
  record Name(String text) implements Host {
    private static final int MAX_LABEL_CHARACTERS = 63;

    public Name {
      text = text.toLowerCase(Locale.ROOT);
      text = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
      if (!isValid(text)) {
        throw new IllegalArgumentException(
            "host name: [scrubbed] (expected: letters, digits, -_.)");
      }
    }

    /// Whether the text is a host name that may be asked for.
    public static boolean isValid(String text) {
      if (text.isEmpty() || text.length() > MAX_NAME_CHARACTERS) {
        return false;
      }
      int label = 0;
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        label = c == '.' ? 0 : label + 1;
        if (c == '.' ? i == 0 || text.charAt(i - 1) == '.' : !isLabelCharacter(c)) {
          return false;
        }
        if (label > MAX_LABEL_CHARACTERS) {
          return false;
        }
      }
      return true;
    }

    private static boolean isLabelCharacter(char c) {
      return (c >= 'a' && c <= 'z')
          || (c >= 'A' && c <= 'Z')
          || (c >= '0' && c <= '9')
          || c == '-'
          || c == '_';
    }

    /// Whether the name is an onion service's.
    public boolean isOnion() {
      return text.endsWith(".onion");
    }

    @Override
    public String toString() {
      return "[scrubbed]";
    }
  }

  /// A literal IPv4 or IPv6 address; never one that came from a resolver of ours.
  record Address(InetAddress value) implements Host {
    @Override
    public String text() {
      String text = value.getHostAddress();
      int zone = text.indexOf('%');
      return zone < 0 ? text : text.substring(0, zone);
    }

    @Override
    public String toString() {
      return "[scrubbed]";
    }
  }
}
