package org.sallyport.core.workstation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which texts name a workstation or an application.
final class NamesTest {
  @ParameterizedTest
  @ValueSource(strings = {"a", "default", "vm1", "a-b", "a-", "abcdefghijklmnopqrstuvwxyz012345"})
  void workstation(String text) {
    assertThat(new WorkstationName(text).toString()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "A",
        "1a",
        "-a",
        "a_b",
        "a.b",
        "..",
        "a/b",
        "a b",
        "a\n",
        "\u00e9",
        "a\0",
        "abcdefghijklmnopqrstuvwxyz0123456"
      })
  void noWorkstation(String text) {
    assertThat(WorkstationName.isValid(text)).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new WorkstationName(text))
        .withMessageContaining("expected: 1 to 32");
  }

  @ParameterizedTest
  @ValueSource(strings = {"curl", "Mail", "g++", "python3.11", "_x", "1", "a.b-c_d+e", "+"})
  void application(String text) {
    assertThat(new ApplicationName(text).toString()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-a", ".a", "..", "a/b", "a b", "a\n", "\u00e9", "a\0", "a:b"})
  void noApplication(String text) {
    assertThat(ApplicationName.isValid(text)).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ApplicationName(text))
        .withMessageContaining("expected: 1 to 64");
  }

  @Test
  void applicationHasAtMost64Characters() {
    assertThat(ApplicationName.isValid("a".repeat(64))).isTrue();
    assertThat(ApplicationName.isValid("a".repeat(65))).isFalse();
  }

  @Test
  void namelessUserIsInTheDefaultWorkstation() {
    assertThat(WorkstationName.DEFAULT.text()).isEqualTo("default");
  }
}
