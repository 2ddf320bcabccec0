package org.sallyport.testbed.network;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.interfaces.RSAPrivateCrtKey;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Cipher;

/// An RSA key pair in the shapes that tor's directory protocol uses: PKCS#1 in PEM with 64 columns,
/// the SHA-1 fingerprint of the public part, and signatures over a bare digest.
///
/// Test networks only: the key is as good as the `SecureRandom` it was made with. Immutable, for
/// any thread.
///
/// Source: tor-spec "RSA keys", dir-spec "key certificates"; RFC 8017 A.1 for the encoding.
final class TorRsaKey {
  private static final int DER_INTEGER = 0x02;
  private static final int DER_SEQUENCE = 0x30;
  private static final int DER_SHORT_LENGTH = 0x80;
  private static final int PEM_COLUMNS = 64;
  private static final byte[] LINE_FEED = {'\n'};

  private final RSAPrivateCrtKey key;

  private TorRsaKey(RSAPrivateCrtKey key) {
    this.key = key;
  }

  /// A new key of that many bits, public exponent 65537.
  static TorRsaKey generate(int bits, SecureRandom random) {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(bits, random);
      return new TorRsaKey((RSAPrivateCrtKey) generator.generateKeyPair().getPrivate());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no RSA", e);
    }
  }

  /// `RSAPublicKey` in DER: what fingerprints are taken of.
  byte[] publicDer() {
    return sequence(List.of(key.getModulus(), key.getPublicExponent()));
  }

  /// The public key, `-----BEGIN RSA PUBLIC KEY-----`, ending in a line feed.
  String publicPem() {
    return pem("RSA PUBLIC KEY", publicDer());
  }

  /// The unencrypted private key, `-----BEGIN RSA PRIVATE KEY-----`, ending in a line feed.
  String privatePem() {
    return pem(
        "RSA PRIVATE KEY",
        sequence(
            List.of(
                BigInteger.ZERO,
                key.getModulus(),
                key.getPublicExponent(),
                key.getPrivateExponent(),
                key.getPrimeP(),
                key.getPrimeQ(),
                key.getPrimeExponentP(),
                key.getPrimeExponentQ(),
                key.getCrtCoefficient())));
  }

  /// The raw identity digest: SHA-1 of the public key's DER.
  byte[] digest() {
    return sha1(publicDer());
  }

  /// The digest as 40 upper-case hex digits, as torrc and the control port show it.
  String fingerprint() {
    return HexFormat.of().withUpperCase().formatHex(digest());
  }

  /// Signs a bare digest: PKCS#1 v1.5 type 1 padding without a `DigestInfo`, as tor does.
  byte[] sign(byte[] digest) {
    try {
      var cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
      cipher.init(Cipher.ENCRYPT_MODE, key);
      return cipher.doFinal(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no RSA with PKCS#1 padding", e);
    }
  }

  /// SHA-1, which the version 3 directory protocol is built on.
  static byte[] sha1(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-1").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no SHA-1", e);
    }
  }

  /// Bytes between BEGIN and END lines, base64 in 64 columns.
  static String pem(String label, byte[] bytes) {
    var body = Base64.getMimeEncoder(PEM_COLUMNS, LINE_FEED).encodeToString(bytes);
    return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
  }

  private static byte[] sequence(List<BigInteger> integers) {
    var body = new ByteArrayOutputStream();
    integers.forEach(i -> body.writeBytes(tagged(DER_INTEGER, i.toByteArray())));
    return tagged(DER_SEQUENCE, body.toByteArray());
  }

  private static byte[] tagged(int tag, byte[] content) {
    var out = new ByteArrayOutputStream();
    out.write(tag);
    if (content.length < DER_SHORT_LENGTH) {
      out.write(content.length);
    } else {
      var length = BigInteger.valueOf(content.length).toByteArray();
      var start = length[0] == 0 ? 1 : 0;
      out.write(DER_SHORT_LENGTH | (length.length - start));
      out.write(length, start, length.length - start);
    }
    out.writeBytes(content);
    return out.toByteArray();
  }

  @Override
  public String toString() {
    return "TorRsaKey[" + key.getModulus().bitLength() + " bit]";
  }
}
