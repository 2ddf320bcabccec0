package org.sallyport.testbed.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The leak test is itself tested: every way in which the protection is broken on purpose makes it
/// red at the probe that it concerns, and nothing broken leaves it green.
final class LeakMutationIT {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int LEAST_SABOTAGES = 10;

  static Stream<Account> accounts() {
    return Account.available().stream();
  }

  @ParameterizedTest
  @MethodSource("accounts")
  void everySabotageIsNoticedWhereItShouldBe(Account account) {
    try (var deployment = Deployment.of(account)) {
      Outcome run = deployment.leaktest("--sabotage", "--json");
      assertThat(run.out()).as("%s", run).startsWith("{");
      List<JsonNode> sabotages = JSON.readTree(run.out()).get("sabotages").valueStream().toList();
      assertThat(sabotages)
          .hasSizeGreaterThan(LEAST_SABOTAGES)
          .allSatisfy(each -> assertThat(each.get("noticed").booleanValue()).isTrue());
      JsonNode nothing = sabotages.getFirst();
      assertThat(nothing.get("broken").stringValue()).isEqualTo("nothing");
      assertThat(nothing.get("leaked").isEmpty()).isTrue();
      assertThat(run.status()).isZero();
    }
  }
}
