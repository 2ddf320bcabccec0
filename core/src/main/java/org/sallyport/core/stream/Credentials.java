package org.sallyport.core.stream;

import java.nio.charset.StandardCharsets;

/// What a client gave to be told apart by: SOCKS user name and password, or the HTTP headers that
/// tor's HTTPTunnelPort isolates by. Never authentication, and never passed on to tor as they are
/// (tor reads user names that begin with `<torS0X>` as instructions): they only become part of the
/// isolation key.
///
/// Equal exactly when scheme and both values are equal. The text form is scrubbed.
///
/// @param scheme where they came from; the schemes are separate name spaces, as in tor
/// @param first SOCKS user name, or the `Proxy-Authorization` value; one character per byte
/// @param second SOCKS password, or the `Tor-Stream-Isolation` value; one character per byte
public record Credentials(Scheme scheme, String first, String second) {
  /// The largest value of either part that a protocol can carry here.
  public static final int MAX_PART_BYTES = 1_024;

  /// Nothing was given.
  public static final Credentials NONE = new Credentials(Scheme.SOCKS, "", "");

  private static final int MAX_BYTE = 0xff;

  /// The protocol that the values came by.
  public enum Scheme {
    SOCKS,
    HTTP
  }

  public Credentials {
    if (first.length() > MAX_PART_BYTES || second.length() > MAX_PART_BYTES) {
      throw new IllegalArgumentException("credentials: too long (expected: at most 1024 bytes)");
    }
    if (!isBytes(first) || !isBytes(second)) {
      throw new IllegalArgumentException(
          "credentials: [scrubbed] (expected: one character per byte)");
    }
  }

  /// SOCKS 5 user name and password (RFC 1929), or the SOCKS 4 user id with an empty password.
  public static Credentials socks(byte[] user, byte[] password) {
    return new Credentials(Scheme.SOCKS, latin1(user), latin1(password));
  }

  /// The header values of an HTTP CONNECT request; an absent header is empty.
  public static Credentials http(String proxyAuthorization, String torStreamIsolation) {
    return new Credentials(Scheme.HTTP, proxyAuthorization, torStreamIsolation);
  }

  /// Whether nothing was given at all: tor treats empty and absent alike, and so do we.
  public boolean isEmpty() {
    return first.isEmpty() && second.isEmpty();
  }

  private static boolean isBytes(String text) {
    return text.chars().allMatch(c -> c <= MAX_BYTE);
  }

  private static String latin1(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  @Override
  public String toString() {
    return "[scrubbed]";
  }
}
