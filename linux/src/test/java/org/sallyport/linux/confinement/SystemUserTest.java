package org.sallyport.linux.confinement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SystemUserTest {
  private static final String USERS =
      """
      root:x:0:0:root:/root:/bin/bash
      debian-tor:x:103:105::/var/lib/tor:/bin/false
      tor-of-another:x:200:200::/:/bin/false
      """;

  @Test
  void isFoundByItsWholeName() {
    assertThat(SystemUser.in(USERS, "debian-tor")).contains(new SystemUser("debian-tor", 103, 105));
    assertThat(SystemUser.in(USERS, "tor")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tor:x:0:105::/:/bin/false",
        "tor:x:103:0::/:/bin/false",
        "tor:x:4294967295:105::/:/bin/false",
        "tor:x:-1:105::/:/bin/false",
        "tor:x::105::/:/bin/false",
        "tor:x:103:105"
      })
  void isNeverRootNorNothing(String line) {
    assertThat(SystemUser.in(line, "tor")).isEmpty();
    assertThatThrownBy(() -> new SystemUser("tor", 0, 105))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void numberWithoutUserBelongsToNobody() {
    var first = SystemUser.unused(USERS).orElseThrow();
    var taken = USERS + "somebody:x:%d:5::/:/bin/false\n".formatted(first.uid());
    assertThat(SystemUser.unused(taken).orElseThrow().uid()).isEqualTo(first.uid() + 1);
  }

  @ParameterizedTest
  @CsvSource({
    "'         0          0 4294967295\n', true",
    "'         0       1000          1\n', false",
    "'         0       1000          1\n       103     100000         10\n', true",
    "'       104     100000         10\n', false"
  })
  void existsOnlyWhereTheNamespaceHasItsNumber(String map, boolean there) {
    assertThat(SystemUser.isMapped(map, 103)).isEqualTo(there);
  }
}
