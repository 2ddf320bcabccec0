package org.sallyport.linux.prerequisite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;

final class PrerequisitesTest {
  private static final Map<String, String> GOOD =
      Map.of(
          "/proc/self/ns/user", "",
          "/proc/sys/user/max_user_namespaces", "96365\n",
          "/proc/sys/user/max_net_namespaces", "96365\n",
          "/proc/self/status", "Name:\tjava\nCapEff:\t0000000000201000\n");

  @Test
  void goodMachinePasses() {
    assertThatCode(
            () -> {
              machine(GOOD).requireUserNamespaces();
              machine(GOOD).requireCapabilities();
            })
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "/proc/sys/kernel/unprivileged_userns_clone, 0, kernel.unprivileged_userns_clone=1",
    "/proc/sys/kernel/apparmor_restrict_unprivileged_userns, 1, AppArmor",
    "/proc/sys/user/max_user_namespaces, 0, user.max_user_namespaces=10000",
    "/proc/sys/user/max_net_namespaces, 0, user.max_net_namespaces=10000"
  })
  void forbiddingSettingIsNamedWithItsCure(String file, String value, String cure) {
    refuses(
        ErrorKind.NO_USER_NAMESPACE,
        cure,
        () -> machine(with(file, value)).requireUserNamespaces());
  }

  @ParameterizedTest
  @CsvSource({
    "/proc/sys/kernel/unprivileged_userns_clone, 1",
    "/proc/sys/kernel/apparmor_restrict_unprivileged_userns, 0"
  })
  void permittingSettingPasses(String file, String value) {
    assertThatCode(() -> machine(with(file, value)).requireUserNamespaces())
        .doesNotThrowAnyException();
  }

  @Test
  void rootNeedsNoPermissionOfOrdinaryUsers() {
    Map<String, String> files = with("/proc/sys/kernel/unprivileged_userns_clone", "0");
    assertThatCode(() -> machine(files).requireNamespaces()).doesNotThrowAnyException();
  }

  @Test
  void kernelWithoutUserNamespacesIsRefused() {
    Map<String, String> files = new HashMap<>(GOOD);
    files.remove("/proc/self/ns/user");
    refuses(
        ErrorKind.NO_USER_NAMESPACE, "CONFIG_USER_NS", () -> machine(files).requireNamespaces());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"CapEff:\t0000000000000000\n", "CapEff:\t0000000000200000\n", "", "CapEff: x"})
  void missingCapabilityIsNamed(String status) {
    refuses(
        ErrorKind.PERMISSION,
        "CAP_NET_ADMIN",
        () -> machine(with("/proc/self/status", status)).requireCapabilities());
  }

  private static void refuses(ErrorKind kind, String text, ThrowingCallable check) {
    assertThatThrownBy(check)
        .isInstanceOfSatisfying(GatewayException.class, e -> assertThat(e.kind()).isEqualTo(kind))
        .hasMessageContaining(text);
  }

  private static Map<String, String> with(String file, String text) {
    Map<String, String> files = new HashMap<>(GOOD);
    files.put(file, text);
    return files;
  }

  private static Prerequisites machine(Map<String, String> files) {
    return new Prerequisites((Path path) -> Optional.ofNullable(files.get(path.toString())));
  }
}
