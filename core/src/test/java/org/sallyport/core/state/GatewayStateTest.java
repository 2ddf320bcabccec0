package org.sallyport.core.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// What may pass in which state.
final class GatewayStateTest {
  @Test
  void streamsPassInTheOpenStateOnly() {
    assertThat(Arrays.stream(GatewayState.values()).filter(GatewayState::streamsMayPass))
        .containsExactly(GatewayState.OPEN);
  }
}
