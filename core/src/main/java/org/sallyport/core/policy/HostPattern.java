package org.sallyport.core.policy;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sallyport.core.stream.Host;

/// The host part of a destination pattern.
///
/// Law: whether a pattern matches does not depend on who reads the host. Everything is compared in
/// the canonical form of `Host`, in which a text that anyone could read as an address is an address
/// or no host at all; a wildcard stands for whole labels on the left and nothing else, so
/// `*.example.org` matches neither `example.org` nor `badexample.org` nor an address; a network has
/// no bit set behind its prefix, and IPv4 networks never match IPv6 addresses.
public sealed interface HostPattern {
  /// `*`: every name and every address.
  record Any() implements HostPattern {}

  /// `*.suffix`: every name below it, not the name itself.
  record Below(Host.Name suffix) implements HostPattern {}

  /// One name or one address.
  record Exactly(Host host) implements HostPattern {}

  /// `192.0.2.0/24`: the literal addresses of a network.
  record Network(InetAddress base, int bits) implements HostPattern {}

  /// The characters of `*.`.
  String BELOW = "*.";

  /// What the text means; empty when it is no pattern. IPv6 stands in brackets, a prefix length
  /// outside or inside of them: `[2001:db8::]/32`, `[2001:db8::/32]`.
  static Optional<HostPattern> parse(String text) {
    if (text.equals("*")) {
      return Optional.of(new Any());
    }
    if (text.startsWith(BELOW)) {
      String suffix = text.substring(BELOW.length());
      return Host.Name.isValid(suffix)
          ? Optional.of(new Below(new Host.Name(suffix)))
          : Optional.empty();
    }
    return text.indexOf('/') >= 0 ? Prefix.parse(text) : host(text).map(Exactly::new);
  }

  private static Optional<Host> host(String text) {
    boolean bracketed = text.startsWith("[") && text.endsWith("]");
    String bare = bracketed ? text.substring(1, text.length() - 1) : text;
    boolean hasColon = bare.indexOf(':') >= 0;
    return hasColon == bracketed ? Host.of(bare) : Optional.empty();
  }

  /// Whether the host is one that the pattern means.
  default boolean matches(Host other) {
    return switch (this) {
      case Any() -> true;
      case Below(var suffix) ->
          other instanceof Host.Name name && name.text().endsWith("." + suffix.text());
      case Exactly(var host) -> host.equals(other);
      case Network(var base, var bits) ->
          other instanceof Host.Address(var address)
              && Prefix.isWithin(address.getAddress(), base.getAddress(), bits);
    };
  }

  /// The pattern in its canonical spelling.
  default String text() {
    return switch (this) {
      case Any() -> "*";
      case Below(var suffix) -> BELOW + suffix.text();
      case Exactly(var host) -> bracketed(host);
      case Network(var base, var bits) -> bracketed(new Host.Address(base)) + "/" + bits;
    };
  }

  private static String bracketed(Host host) {
    return host.text().indexOf(':') >= 0 ? "[" + host.text() + "]" : host.text();
  }

  /// Address prefixes (RFC 4632 §3.1, RFC 4291 §2.3).
  final class Prefix {
    private static final Pattern LENGTH = Pattern.compile("0|[1-9][0-9]{0,2}");

    private Prefix() {}

    private static Optional<HostPattern> parse(String text) {
      boolean inside = text.startsWith("[") && text.endsWith("]");
      String bare = inside ? text.substring(1, text.length() - 1) : text;
      int slash = bare.indexOf('/');
      String address = bare.substring(0, slash);
      String length = bare.substring(slash + 1);
      Optional<Host> base = host(inside ? "[" + address + "]" : address);
      return LENGTH.matcher(length).matches() && base.orElse(null) instanceof Host.Address(var it)
          ? network(it, Integer.parseInt(length))
          : Optional.empty();
    }

    private static Optional<HostPattern> network(InetAddress base, int bits) {
      byte[] bytes = base.getAddress();
      return bits <= bytes.length * Byte.SIZE && hasNoBitBehind(bytes, bits)
          ? Optional.of(new Network(base, bits))
          : Optional.empty();
    }

    private static boolean hasNoBitBehind(byte[] bytes, int bits) {
      for (int bit = bits; bit < bytes.length * Byte.SIZE; bit++) {
        if (isSet(bytes, bit)) {
          return false;
        }
      }
      return true;
    }

    private static boolean isWithin(byte[] address, byte[] base, int bits) {
      if (address.length != base.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit++) {
        if (isSet(address, bit) != isSet(base, bit)) {
          return false;
        }
      }
      return true;
    }

    private static boolean isSet(byte[] bytes, int bit) {
      return (bytes[bit / Byte.SIZE] & (0x80 >> (bit % Byte.SIZE))) != 0;
    }
  }
}
