package org.sallyport.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.sallyport.core.state.GatewayState;
import org.sallyport.gateway.admission.Gate;
import org.sallyport.tor.upstream.UpstreamState;

final class GateKeeperTest {
  private final Gate gate = new Gate();
  private final GateKeeper keeper = new GateKeeper(gate);

  @Test
  void opensOnlyWhenTorIsReady() {
    keeper.upstreamIs(new UpstreamState.Starting(1));
    assertThat(gate.state()).isEqualTo(GatewayState.STARTING);
    keeper.upstreamIs(new UpstreamState.Bootstrapping(95, "circuit_create", "Circuit", ""));
    assertThat(gate.state()).isEqualTo(GatewayState.STARTING);
    keeper.upstreamIs(new UpstreamState.Ready());
    assertThat(gate.state()).isEqualTo(GatewayState.OPEN);
  }

  @Test
  void blocksWhenTorIsLostAndUntilItIsReadyAgain() {
    keeper.upstreamIs(new UpstreamState.Ready());
    keeper.upstreamIs(new UpstreamState.Failed("tor ended", 1, Duration.ofSeconds(1)));
    assertThat(gate.state()).isEqualTo(GatewayState.BLOCKED);
    keeper.upstreamIs(new UpstreamState.Starting(1));
    assertThat(gate.state()).isEqualTo(GatewayState.BLOCKED);
    keeper.upstreamIs(new UpstreamState.Bootstrapping(50, "loading", "Loading", ""));
    assertThat(gate.state()).isEqualTo(GatewayState.BLOCKED);
    keeper.upstreamIs(new UpstreamState.Ready());
    assertThat(gate.state()).isEqualTo(GatewayState.OPEN);
  }

  @Test
  void blocksWhenAReadyTorLosesItsCircuits() {
    keeper.upstreamIs(new UpstreamState.Ready());
    keeper.upstreamIs(new UpstreamState.Bootstrapping(90, "ap_handshake", "Handshake", ""));
    assertThat(gate.state()).isEqualTo(GatewayState.BLOCKED);
  }

  @Test
  void staysShutOnceTheGatewayStops() {
    gate.enter(GatewayState.STOPPING);
    keeper.upstreamIs(new UpstreamState.Ready());
    assertThat(gate.state()).isEqualTo(GatewayState.STOPPING);
  }
}
