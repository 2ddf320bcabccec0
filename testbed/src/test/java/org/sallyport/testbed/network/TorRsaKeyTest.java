package org.sallyport.testbed.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.KeyFactory;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import org.junit.jupiter.api.Test;

final class TorRsaKeyTest {
  private static final byte[] SUBJECT_PUBLIC_KEY_INFO_1024 =
      HexFormat.of().parseHex("30819f300d06092a864886f70d010101050003818d00");

  private final TorRsaKey key = TorRsaKey.generate(1024, new SecureRandom());

  @Test
  void encodesThePublicKeyAsTheJdkReadsIt() throws Exception {
    assertThat(publicKey().getModulus().bitLength()).isEqualTo(1024);
    assertThat(publicKey().getPublicExponent()).isEqualTo(BigInteger.valueOf(65_537));
  }

  @Test
  void fingerprintIsTheSha1OfThePublicKey() {
    assertThat(key.fingerprint())
        .matches("[0-9A-F]{40}")
        .isEqualTo(HexFormat.of().withUpperCase().formatHex(TorRsaKey.sha1(key.publicDer())));
  }

  @Test
  void signsTheBareDigestWithoutDigestInfo() throws Exception {
    var cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
    cipher.init(Cipher.DECRYPT_MODE, publicKey());
    assertThat(cipher.doFinal(key.sign(key.digest()))).isEqualTo(key.digest());
  }

  @Test
  void writesPemIn64Columns() {
    var lines = key.privatePem().lines().toList();
    assertThat(lines).first().isEqualTo("-----BEGIN RSA PRIVATE KEY-----");
    assertThat(lines).last().isEqualTo("-----END RSA PRIVATE KEY-----");
    assertThat(lines).allMatch(line -> line.length() <= 64);
    var body = String.join("", lines.subList(1, lines.size() - 1));
    assertThat(Base64.getDecoder().decode(body)).startsWith(0x30, 0x82);
  }

  @Test
  void textFormTellsNoSecret() {
    assertThat(key.toString()).isEqualTo("TorRsaKey[1024 bit]");
  }

  private RSAPublicKey publicKey() throws Exception {
    var der = key.publicDer();
    var spki = new byte[SUBJECT_PUBLIC_KEY_INFO_1024.length + der.length];
    System.arraycopy(SUBJECT_PUBLIC_KEY_INFO_1024, 0, spki, 0, SUBJECT_PUBLIC_KEY_INFO_1024.length);
    System.arraycopy(der, 0, spki, SUBJECT_PUBLIC_KEY_INFO_1024.length, der.length);
    var factory = KeyFactory.getInstance("RSA");
    return (RSAPublicKey) factory.generatePublic(new X509EncodedKeySpec(spki));
  }
}
