package org.sallyport.tor.control;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The computation of SAFECOOKIE: both sides prove that they know the cookie and neither tells it.
///
/// Holds a secret; has no text form. Source: control-spec, section 3.24.
final class SafeCookie {
  /// The cookie file's exact length; any other content is refused.
  static final int COOKIE_BYTES = 32;

  static final int NONCE_BYTES = 32;

  private static final String ALGORITHM = "HmacSHA256";
  private static final String SERVER_KEY =
      "Tor safe cookie authentication server-to-controller hash";
  private static final String CLIENT_KEY =
      "Tor safe cookie authentication controller-to-server hash";

  private final byte[] cookie;
  private final byte[] clientNonce;

  SafeCookie(byte[] cookie, byte[] clientNonce) {
    if (cookie.length != COOKIE_BYTES || clientNonce.length != NONCE_BYTES) {
      throw new IllegalArgumentException("cookie, nonce: wrong length (expected: 32 bytes each)");
    }
    this.cookie = cookie.clone();
    this.clientNonce = clientNonce.clone();
  }

  CommandLine challenge() {
    return new CommandLine("AUTHCHALLENGE SAFECOOKIE " + HexFormat.of().formatHex(clientNonce));
  }

  /// Checks tor's answer in constant time and makes the AUTHENTICATE line.
  ///
  /// @throws MalformedReplyException if the answer is malformed or proves a different cookie
  CommandLine respond(Reply answer) throws MalformedReplyException {
    var line = KeywordLine.parse(answer.text(), 1);
    byte[] serverNonce = hex(line.value("SERVERNONCE"));
    byte[] serverHash = hex(line.value("SERVERHASH"));
    if (serverNonce.length != NONCE_BYTES) {
      throw new MalformedReplyException("the server nonce does not have 32 bytes");
    }
    if (!MessageDigest.isEqual(hmac(SERVER_KEY, serverNonce), serverHash)) {
      throw new MalformedReplyException("the other side does not know the cookie");
    }
    return new CommandLine(
        "AUTHENTICATE " + HexFormat.of().formatHex(hmac(CLIENT_KEY, serverNonce)));
  }

  private byte[] hmac(String key, byte[] serverNonce) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.US_ASCII), ALGORITHM));
      mac.update(cookie);
      mac.update(clientNonce);
      return mac.doFinal(serverNonce);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(ALGORITHM + " is required of every Java platform", e);
    }
  }

  private static byte[] hex(String text) throws MalformedReplyException {
    try {
      return HexFormat.of().parseHex(text);
    } catch (IllegalArgumentException e) {
      throw new MalformedReplyException("a hash or nonce is not hexadecimal");
    }
  }
}
