package org.sallyport.gateway.lan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;

final class ClaimTest {
  @Test
  void oneGatewayHasItUntilItEnds() {
    try (var _ = Claim.take()) {
      assertThatThrownBy(Claim::take)
          .isInstanceOfSatisfying(
              GatewayException.class,
              e -> assertThat(e.kind()).isEqualTo(ErrorKind.ALREADY_RUNNING))
          .hasMessageContaining("another gateway");
    }
    Claim.take().close();
  }
}
