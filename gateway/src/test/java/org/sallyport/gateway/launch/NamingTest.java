package org.sallyport.gateway.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.sallyport.api.AdminRequest;
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
  void everyProgramOfAShellIsOneUnlessItIsToldOtherwise() {
    assertThat(unit(IsolationUnit.AUTOMATIC, null, true)).isEqualTo(IsolationUnit.EXECUTABLE);
    assertThat(unit(IsolationUnit.AUTOMATIC, "mail", true)).isEqualTo(IsolationUnit.APPLICATION);
    assertThat(unit(IsolationUnit.AUTOMATIC, null, false)).isEqualTo(IsolationUnit.APPLICATION);
    assertThat(unit(IsolationUnit.EXECUTABLE, null, false)).isEqualTo(IsolationUnit.EXECUTABLE);
    assertThat(unit(IsolationUnit.EXECUTABLE, "x", false)).isEqualTo(IsolationUnit.APPLICATION);
    assertThat(unit(IsolationUnit.APPLICATION, null, true)).isEqualTo(IsolationUnit.APPLICATION);
    assertThat(unit(IsolationUnit.WORKSTATION, null, true)).isEqualTo(IsolationUnit.WORKSTATION);
  }

  private static IsolationUnit unit(IsolationUnit unit, @Nullable String given, boolean shell) {
    var launch =
        new AdminRequest.Launch(
            "default", given, false, 1, List.of("bash"), Map.of(), "/", shell, false);
    return Naming.unit(unit, launch);
  }

  @Test
  void refusesGivenNamesThatAreNone() {
    assertThatThrownBy(() -> name("-x", "curl")).isInstanceOf(GatewayException.class);
    assertThatThrownBy(() -> Naming.workstation("../up")).isInstanceOf(GatewayException.class);
  }

  private static String name(@Nullable String given, String program) {
    return Naming.application(IsolationUnit.APPLICATION, given, List.of(program)).text();
  }
}
