package org.sallyport.testbed.network;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// A version 3 authority key certificate: the identity key vouches for a signing key for a time.
/// What `tor-gencert` writes to `authority_certificate`, made without a process.
///
/// Law: `text()` ends in a signature by the identity key over the SHA-1 of everything before it.
/// The authority needs only this text and the signing key at run time; the identity key may go.
///
/// Source: dir-spec "Creating key certificates".
record AuthorityCertificate(TorRsaKey identity, TorRsaKey signing, Instant published) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);
  private static final long VALID_DAYS = 365;
  private static final long SECONDS_PER_DAY = 86_400;

  /// The certificate as tor reads it.
  String text() {
    var signed = signedPart();
    var signature = identity.sign(TorRsaKey.sha1(signed.getBytes(US_ASCII)));
    return signed + TorRsaKey.pem("SIGNATURE", signature);
  }

  private String signedPart() {
    return "dir-key-certificate-version 3\n"
        + "fingerprint "
        + identity.fingerprint()
        + "\ndir-key-published "
        + TIME.format(published)
        + "\ndir-key-expires "
        + TIME.format(published.plusSeconds(VALID_DAYS * SECONDS_PER_DAY))
        + "\ndir-identity-key\n"
        + identity.publicPem()
        + "dir-signing-key\n"
        + signing.publicPem()
        + "dir-key-crosscert\n"
        + TorRsaKey.pem("ID SIGNATURE", signing.sign(identity.digest()))
        + "dir-key-certification\n";
  }
}
