package org.sallyport.core.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.core.law.Law;
import org.sallyport.core.law.Samples;

/// What a token promises: one per key and run, and nothing about either.
final class TokenMintTest {
  private static final TokenMint MINT = new TokenMint(secret(1));

  @Test
  void tokensAreEqualExactlyWhenKeysAre() {
    Law.holds(random -> {
      IsolationKey one = new Samples(random).key();
      IsolationKey other = new Samples(random).key();
      assertThat(MINT.token(one).equals(MINT.token(other))).isEqualTo(one.equals(other));
    });
  }

  @Test
  void noTwoOfManyKeysHaveOneToken() {
    var samples = new Samples(new Random(7));
    var keyOfToken = new HashMap<IsolationToken, IsolationKey>();
    for (int i = 0; i < 20_000; i++) {
      IsolationKey key = samples.key();
      IsolationKey earlier = keyOfToken.putIfAbsent(MINT.token(key), key);
      assertThat(earlier == null || earlier.equals(key)).isTrue();
    }
    assertThat(keyOfToken).hasSizeGreaterThan(5_000);
  }

  @Test
  void anotherMintWithTheSameSecretMakesTheSameTokens() {
    IsolationKey key = new Samples(new Random(1)).key();
    assertThat(new TokenMint(secret(1)).token(key)).isEqualTo(MINT.token(key));
  }

  @Test
  void anotherSecretMakesOtherTokens() {
    Law.holds(random -> {
      IsolationKey key = new Samples(random).key();
      byte[] other = secret(1);
      other[random.nextInt(other.length)] ^= (byte) (1 << random.nextInt(8));
      assertThat(new TokenMint(other).token(key)).isNotEqualTo(MINT.token(key));
    });
  }

  @Test
  void secretIsCopied() {
    byte[] secret = secret(1);
    var mint = new TokenMint(secret);
    secret[0] ^= 1;
    IsolationKey key = new Samples(new Random(1)).key();
    assertThat(mint.token(key)).isEqualTo(MINT.token(key));
  }

  @Test
  void tokenHas43CharactersOfBase64Url() {
    Law.holds(random ->
        assertThat(MINT.token(new Samples(random).key()).text())
            .hasSize(IsolationToken.CHARACTERS)
            .matches("[A-Za-z0-9_-]{43}"));
  }

  @Test
  void tokenRevealsNothingOfTheKey() {
    IsolationKey key = new Samples(new Random(1)).key();
    byte[] bytes = Base64.getUrlDecoder().decode(MINT.token(key).text());
    assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
        .doesNotContain(key.identity().application().text() + "\0")
        .hasSize(32);
    assertThat(MINT.token(key).toString()).isEqualTo("[scrubbed]");
  }

  @Test
  void keysThatDifferInOneBitHaveUnrelatedTokens() {
    var random = new Random(3);
    int different = 0;
    int pairs = 500;
    for (int i = 0; i < pairs; i++) {
      IsolationKey key = new Samples(random).key();
      IsolationKey near = withNonce(key, 2L * i);
      IsolationKey far = withNonce(key, 2L * i + 1);
      different += differentBits(MINT.token(near), MINT.token(far));
    }
    assertThat(different / (double) pairs).isBetween(124.0, 132.0);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 16, 31, 33, 64})
  void refusesSecretOfAnotherLength(int length) {
    assertThatIllegalArgumentException().isThrownBy(() -> new TokenMint(new byte[length]));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 42, 44})
  void tokenOfAnotherLengthIsRefused(int length) {
    assertThatIllegalArgumentException().isThrownBy(() -> new IsolationToken("x".repeat(length)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\"", " ", "=", "+", "\0", "\u00e9"})
  void tokenThatCouldBreakTheControlProtocolIsRefused(String character) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new IsolationToken("x".repeat(42) + character))
        .withMessageContaining("[scrubbed]");
  }

  private static byte[] secret(int seed) {
    byte[] secret = new byte[TokenMint.SECRET_BYTES];
    new Random(seed).nextBytes(secret);
    return secret;
  }

  private static IsolationKey withNonce(IsolationKey key, long nonce) {
    return new IsolationKey(
        key.identity(),
        key.group(),
        key.credentials(),
        key.host(),
        key.port(),
        key.protocol(),
        nonce);
  }

  private static int differentBits(IsolationToken one, IsolationToken other) {
    byte[] a = Base64.getUrlDecoder().decode(one.text());
    byte[] b = Base64.getUrlDecoder().decode(other.text());
    int bits = 0;
    for (int i = 0; i < a.length; i++) {
      bits += Integer.bitCount((a[i] ^ b[i]) & 0xff);
    }
    return bits;
  }
}
