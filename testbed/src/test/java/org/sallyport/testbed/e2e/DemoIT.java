package org.sallyport.testbed.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sallyport.core.error.ErrorKind;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `sallyport demo` as a newcomer starts it.
final class DemoIT {
  /// What the demonstration may take once Sallyport is built.
  private static final Duration PROMISED = Duration.ofSeconds(60);

  private static final int LAN_PROMISES = 15;

  static Stream<Account> accounts() {
    return Account.available().stream();
  }

  @ParameterizedTest
  @MethodSource("accounts")
  void showsEveryPromiseKeptAndLeavesNothing(Account account) throws IOException {
    var before = temporaryFiles();
    try (var deployment = Deployment.of(account)) {
      var start = System.nanoTime();
      Outcome demo = deployment.demo();
      var took = Duration.ofNanos(System.nanoTime() - start);
      System.out.printf("%s: the demonstration took %d ms%n", account, took.toMillis());
      assertThat(demo.status()).as("%s", demo).isZero();
      assertThat(demo.out()).contains("Every promise held").doesNotContain("  NO  ");
      assertThat(took).isLessThan(PROMISED);
      assertThat(new Traces(deployment.home()).all()).isEmpty();
    }
    assertThat(temporaryFiles()).isSubsetOf(before);
  }

  /// The part for other machines: every promise, the attacks and the witnesses on the uplink.
  @Test
  void showsTheGatewayOfOtherMachines() {
    try (var deployment = Deployment.of(Account.ROOT)) {
      Outcome demo = deployment.demo("--lan", "--json");
      assertThat(demo.out()).as("%s", demo).startsWith("{");
      JsonNode result = JsonMapper.builder().build().readTree(demo.out());
      var broken =
          result
              .get("promises")
              .valueStream()
              .filter(promise -> !promise.get("held").booleanValue())
              .toList();
      assertThat(broken).isEmpty();
      assertThat(result.get("promises").size()).isGreaterThan(LAN_PROMISES);
      assertThat(demo.status()).isZero();
      assertThat(new Traces(deployment.home()).all()).isEmpty();
    }
  }

  @Test
  void saysThatALanNeedsRoot() {
    for (Account account : Account.available()) {
      if (account != Account.ROOT) {
        try (var deployment = Deployment.of(account)) {
          Outcome demo = deployment.demo("--lan");
          assertThat(demo.status()).isEqualTo(ErrorKind.PERMISSION.exitStatus());
          assertThat(demo.err()).contains("needs root");
        }
      }
    }
  }

  private static List<Path> temporaryFiles() throws IOException {
    try (var files = Files.list(Path.of("/tmp"))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("sallyport-demo-"))
          .toList();
    }
  }
}
