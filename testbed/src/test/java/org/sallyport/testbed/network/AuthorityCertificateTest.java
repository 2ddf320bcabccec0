package org.sallyport.testbed.network;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/// The format; that tor accepts it is shown by every run of [PrivateNetworkIT].
final class AuthorityCertificateTest {
  private final SecureRandom random = new SecureRandom();
  private final TorRsaKey identity = TorRsaKey.generate(1024, random);
  private final TorRsaKey signing = TorRsaKey.generate(1024, random);
  private final String text =
      new AuthorityCertificate(identity, signing, Instant.parse("2026-11-21T12:00:00Z")).text();

  @Test
  void hasItsItemsInTheOrderOfTheSpecification() {
    assertThat(text.lines().filter(l -> l.matches("[a-z][-a-z0-9]*( .*)?")))
        .containsExactly(
            "dir-key-certificate-version 3",
            "fingerprint " + identity.fingerprint(),
            "dir-key-published 2026-11-21 12:00:00",
            "dir-key-expires 2027-11-21 12:00:00",
            "dir-identity-key",
            "dir-signing-key",
            "dir-key-crosscert",
            "dir-key-certification");
  }

  @Test
  void holdsPublicKeysOnly() {
    assertThat(text).contains(identity.publicPem(), signing.publicPem()).doesNotContain("PRIVATE");
  }

  @Test
  void identityKeySignsEverythingBeforeTheSignature() {
    var signedEnd = text.indexOf("-----BEGIN SIGNATURE-----");
    var digest = TorRsaKey.sha1(text.substring(0, signedEnd).getBytes(US_ASCII));
    assertThat(block("SIGNATURE")).isEqualTo(identity.sign(digest));
  }

  @Test
  void signingKeySignsTheIdentity() {
    assertThat(block("ID SIGNATURE")).isEqualTo(signing.sign(identity.digest()));
  }

  private byte[] block(String label) {
    var begin = "-----BEGIN " + label + "-----\n";
    var from = text.indexOf(begin) + begin.length();
    var base64 = text.substring(from, text.indexOf("-----END " + label, from)).replace("\n", "");
    return Base64.getDecoder().decode(base64);
  }
}
