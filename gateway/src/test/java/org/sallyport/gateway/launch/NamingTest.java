package org.sallyport.gateway.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.core.error.GatewayException;
import org.sallyport.core.policy.IsolationUnit;

final class NamingTest {
  @Test
  void takesTheGivenNameFirst() {
    assertThat(name("mail", "/usr/bin/curl")).isEqualTo("mail");
  }

  @Test
  void takesTheFileNameOfTheProgramOtherwise() {
    assertThat(name(null, "/usr/bin/curl")).isEqualTo("curl");
    assertThat(name(null, "python3.11")).isEqualTo("python3.11");
  }

  @Test
  void makesANameOfAnyFileName() {
    assertThat(name(null, "/opt/my app")).isEqualTo("my_app");
    assertThat(name(null, "./-x")).isEqualTo("x");
    assertThat(name(null, "/opt/...")).isEqualTo("unnamed");
    assertThat(name(null, "a".repeat(300))).hasSize(64);
  }

  @Test
  void isOneApplicationWhereTheWorkstationIsolatesAsAWhole() {
    assertThat(Naming.application(IsolationUnit.WORKSTATION, "mail", List.of("curl")).text())
        .isEqualTo(Naming.application(IsolationUnit.WORKSTATION, null, List.of("wget")).text());
  }

  @Test
  void refusesGivenNamesThatAreNone() {
    assertThatThrownBy(() -> name("-x", "curl")).isInstanceOf(GatewayException.class);
    assertThatThrownBy(() -> Naming.workstation("../up")).isInstanceOf(GatewayException.class);
  }

  private static String name(@org.jspecify.annotations.Nullable String given, String program) {
    return Naming.application(IsolationUnit.APPLICATION, given, List.of(program)).text();
  }
}
