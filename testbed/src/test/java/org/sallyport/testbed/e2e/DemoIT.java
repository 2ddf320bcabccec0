package org.sallyport.testbed.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// `sallyport demo` as a newcomer starts it.
final class DemoIT {
  /// What the demonstration may take once Sallyport is built.
  private static final Duration PROMISED = Duration.ofSeconds(60);

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

  private static List<Path> temporaryFiles() throws IOException {
    try (var files = Files.list(Path.of("/tmp"))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("sallyport-demo-"))
          .toList();
    }
  }
}
