package org.sallyport.testbed.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `sallyport leaktest` as a sceptic starts it: nothing leaks, everything is tested, nothing stays.
final class LeakTestIT {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  static Stream<Account> accounts() {
    return Account.available().stream();
  }

  @ParameterizedTest
  @MethodSource("accounts")
  void nothingLeaksInAnyStateAndNothingIsLeftBehind(Account account) throws IOException {
    assertNothingLeaks(account, "--quick", "--json");
  }

  /// With root's rights, a machine behind the gateway tries what it can.
  @Test
  void nothingLeaksFromAnotherMachineInAnyState() throws IOException {
    assertNothingLeaks(Account.ROOT, "--lan", "--quick", "--json");
  }

  private static void assertNothingLeaks(Account account, String... options) throws IOException {
    var before = temporaryFiles();
    try (var deployment = Deployment.of(account)) {
      Outcome leaktest = deployment.leaktest(options);
      assertThat(leaktest.out()).as("%s", leaktest).startsWith("{");
      JsonNode result = JSON.readTree(leaktest.out());
      System.out.printf(
          "%s: %s probes, %s cells contained, %s through Tor%n",
          account, result.get("probes"), result.get("contained"), result.get("through_tor"));
      assertThat(failing(result)).isEmpty();
      assertThat(result.get("leakedPackets").longValue()).isZero();
      assertThat(result.get("holds").booleanValue()).isTrue();
      assertThat(leaktest.status()).isZero();
      assertThat(result.get("through_tor").longValue()).isPositive();
      assertThat(new Traces(deployment.home()).all()).isEmpty();
    }
    assertThat(temporaryFiles()).isSubsetOf(before);
  }

  private static List<JsonNode> failing(JsonNode result) {
    return result
        .get("cells")
        .valueStream()
        .filter(cell -> List.of("leaked", "not_tested").contains(cell.get("verdict").stringValue()))
        .toList();
  }

  private static List<Path> temporaryFiles() throws IOException {
    try (var files = Files.list(Path.of("/tmp"))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("sallyport-leak"))
          .toList();
    }
  }
}
