package org.sallyport.core.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/// What a sensitive value shows: nothing.
final class SensitiveTest {
  private static final Sensitive<String> SECRET = Sensitive.of("hidden.test");

  @Test
  void everyTextFormIsScrubbed() {
    assertThat(SECRET.toString()).isEqualTo("[scrubbed]");
    assertThat(String.format(Locale.ROOT, "%s", SECRET)).isEqualTo("[scrubbed]");
    assertThat(List.of(SECRET).toString()).isEqualTo("[[scrubbed]]");
    assertThat("to " + SECRET).isEqualTo("to [scrubbed]");
  }

  @Test
  void revealGivesTheValue() {
    assertThat(SECRET.reveal()).isEqualTo("hidden.test");
  }

  @Test
  void equalWhenTheValuesAre() {
    assertThat(SECRET).isEqualTo(Sensitive.of("hidden.test")).hasSameHashCodeAs("hidden.test");
    assertThat(SECRET).isNotEqualTo(Sensitive.of("other.test"));
    assertThat(SECRET.equals((Object) "hidden.test")).isFalse();
  }
}
