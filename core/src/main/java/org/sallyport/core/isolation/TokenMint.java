package org.sallyport.core.isolation;

import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Makes tokens: base64url(HMAC-SHA256(secret of this gateway run, canonical encoding of the key)).
///
/// A pure function of secret and key: the same key has the same token for the whole run, another
/// run has others, and without the secret nobody can tell which application a token stands for.
/// Safe for use by several threads.
public final class TokenMint {
  /// The length of the secret in bytes, the output size of SHA-256 (RFC 2104 §3).
  public static final int SECRET_BYTES = 32;

  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec secret;

  /// @param secret 32 fresh random bytes; copied
  public TokenMint(byte[] secret) {
    if (secret.length != SECRET_BYTES) {
      throw new IllegalArgumentException("secret: wrong length (expected: 32 bytes)");
    }
    this.secret = new SecretKeySpec(secret, ALGORITHM);
  }

  /// The token of a key.
  public IsolationToken token(IsolationKey key) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(secret);
      byte[] digest = mac.doFinal(key.encoded());
      return new IsolationToken(Base64.getUrlEncoder().withoutPadding().encodeToString(digest));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HmacSHA256 is required of every Java platform", e);
    }
  }
}
