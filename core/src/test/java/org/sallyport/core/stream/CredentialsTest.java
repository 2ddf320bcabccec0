package org.sallyport.core.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.core.law.Law;

/// What credentials are told apart by.
final class CredentialsTest {
  @Test
  void everyDifferentByteMakesDifferentCredentials() {
    Law.holds(random -> {
      byte[] one = new byte[1 + random.nextInt(255)];
      random.nextBytes(one);
      byte[] other = one.clone();
      other[random.nextInt(other.length)] ^= (byte) (1 << random.nextInt(8));
      byte[] password = {1};
      assertThat(Credentials.socks(one, password))
          .isNotEqualTo(Credentials.socks(other, password))
          .isNotEqualTo(Credentials.socks(password, one))
          .isEqualTo(Credentials.socks(one.clone(), password));
    });
  }

  @Test
  void schemesAreSeparateNameSpaces() {
    assertThat(Credentials.http("a", "")).isNotEqualTo(Credentials.socks(new byte[] {97}, none()));
  }

  @Test
  void emptyMeansNothingAtAll() {
    assertThat(Credentials.socks(none(), none()).isEmpty()).isTrue();
    assertThat(Credentials.http("", "").isEmpty()).isTrue();
    assertThat(Credentials.http("", "a").isEmpty()).isFalse();
    assertThat(Credentials.socks(new byte[] {0}, none()).isEmpty()).isFalse();
  }

  @Test
  void partsHaveALimit() {
    String longest = "a".repeat(Credentials.MAX_PART_BYTES);
    assertThat(Credentials.http(longest, longest).first()).hasSize(1_024);
    assertThatIllegalArgumentException().isThrownBy(() -> Credentials.http(longest + "a", ""));
    assertThatIllegalArgumentException().isThrownBy(() -> Credentials.http("", longest + "a"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0100", "\ud800", "\u20ac"})
  void characterThatIsNoByteIsRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Credentials.http(text, ""))
        .withMessageContaining("[scrubbed]");
    assertThatIllegalArgumentException().isThrownBy(() -> Credentials.http("", text));
  }

  @Test
  void textFormIsScrubbed() {
    assertThat(Credentials.http("secret", "secret").toString()).isEqualTo("[scrubbed]");
  }

  private static byte[] none() {
    return new byte[0];
  }
}
