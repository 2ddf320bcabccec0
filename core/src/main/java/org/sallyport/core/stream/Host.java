package org.sallyport.core.stream;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;

/// The host part of a destination: a name, never resolved by us, or a literal address.
public sealed interface Host {
  /// The longest host name of DNS in its text form (RFC 1035 §2.3.4).
  int MAX_NAME_CHARACTERS = 253;

  /// The host that a text means: a literal address (IPv6 without brackets), or a name; empty when
  /// it is neither. Everything that arrives as text must come this way, so that `10.0.0.1` given as
  /// a name is still judged as the address that it is.
  static Optional<Host> of(String text) {
    if (LiteralAddresses.isLiteral(text)) {
      return Optional.of(new Address(InetAddress.ofLiteral(text)));
    }
    return Name.isValid(text) ? Optional.of(new Name(text)) : Optional.empty();
  }

  /// The address that a text is; empty if it is a name, or neither.
  static Optional<InetAddress> literal(String text) {
    return of(text).orElse(null) instanceof Address(var address)
        ? Optional.of(address)
        : Optional.empty();
  }

  /// What tor's SOCKS port and our tables take: the name, or the address without brackets.
  String text();

  /// A host name in lower case without the final dot. `.onion` addresses are names too.
  ///
  /// Letters, digits, `-`, `_` and `.` only (RFC 1123 plus the underscore that is in use), labels
  /// of at most 63 characters: nothing that could be mistaken for another protocol's syntax. The
  /// last label is not a number: resolvers read `127.1` and `0x7f.0.0.1` as addresses, so such a
  /// name would get past the rules for addresses (`Host.of` tells literal addresses apart).
  record Name(String text) implements Host {
    private static final int MAX_LABEL_CHARACTERS = 63;

    public Name {
      if (!isValid(text)) {
        throw new IllegalArgumentException(
            "host name: [scrubbed] (expected: letters, digits, -_.)");
      }
      text = withoutFinalDot(text).toLowerCase(Locale.ROOT);
    }

    /// Whether the text is a host name that may be asked for; a final dot is allowed.
    public static boolean isValid(String text) {
      String name = withoutFinalDot(text);
      if (name.isEmpty() || name.length() > MAX_NAME_CHARACTERS) {
        return false;
      }
      String[] labels = name.split("\\.", -1);
      for (String label : labels) {
        if (label.isEmpty()
            || label.length() > MAX_LABEL_CHARACTERS
            || !label.chars().allMatch(Name::isLabelCharacter)) {
          return false;
        }
      }
      return !LiteralAddresses.isNumber(labels[labels.length - 1]);
    }

    private static String withoutFinalDot(String text) {
      return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }

    private static boolean isLabelCharacter(int c) {
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
