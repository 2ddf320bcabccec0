package org.sallyport.tor.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UpstreamTimesTest {
  @ParameterizedTest
  @CsvSource({"0,1", "1,1", "2,2", "3,4", "4,5", "7,5", "1000,5", "2147483647,5"})
  void doublesThePauseUpToItsLimit(int attempt, int seconds) {
    assertThat(UpstreamTimes.STANDARD.retryAfter(attempt)).isEqualTo(Duration.ofSeconds(seconds));
  }
}
