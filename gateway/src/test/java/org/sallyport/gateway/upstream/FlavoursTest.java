package org.sallyport.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sallyport.core.policy.WorkstationPolicy;
import org.sallyport.core.port.Port;
import org.sallyport.core.port.PortKind;
import org.sallyport.core.port.TrafficFlag;
import org.sallyport.core.port.UpstreamFlavour;
import org.sallyport.core.stream.Credentials;
import org.sallyport.gateway.config.ConfigReader;
import org.sallyport.gateway.config.GatewayConfig;

/// Whatever a stream can need is there before tor starts.
final class FlavoursTest {
  private static final Credentials ALICE = Credentials.http("alice", "");

  @Test
  void defaultsNeedThePlainOneAndTheBrowsers() {
    assertThat(Flavours.inUse(GatewayConfig.DEFAULTS))
        .containsExactlyInAnyOrder(
            UpstreamFlavour.PLAIN,
            new UpstreamFlavour(Set.of(TrafficFlag.PREFER_IPV6, TrafficFlag.EXTENDED_ERRORS)),
            new UpstreamFlavour(
                Set.of(
                    TrafficFlag.PREFER_IPV6,
                    TrafficFlag.EXTENDED_ERRORS,
                    TrafficFlag.KEEP_ALIVE_ISOLATE_SOCKS_AUTH)));
  }

  @Test
  void everyStreamOfTheConfigurationFindsItsFlavour() {
    GatewayConfig config =
        ConfigReader.parse(
            Path.of("a.toml"),
            """
            [[workstation.w.port]]
            kind = "socks"
            number = 1
            flags = ["NoIPv4Traffic", "OnionTrafficOnly", "NoIsolateSOCKSAuth",
              "KeepAliveIsolateSOCKSAuth"]
            [[workstation.w.application]]
            name = "a"
            stable = true
            """);
    Set<UpstreamFlavour> there = Flavours.inUse(config);
    for (WorkstationPolicy workstation : config.workstations().values()) {
      for (Port port : workstation.ports().ports()) {
        for (var application : workstation.applications()) {
          assertThat(there)
              .contains(application.flavour(port, ALICE))
              .contains(application.flavour(port, Credentials.NONE));
        }
        assertThat(there).contains(UpstreamFlavour.of(port, ALICE));
      }
    }
  }

  @Test
  void keepAliveIsForStreamsWithCredentialsOnPortsThatIsolateByThem() {
    var keepAlive = Set.of(TrafficFlag.KEEP_ALIVE_ISOLATE_SOCKS_AUTH);
    var isolating = Port.of(PortKind.SOCKS, 1).plus(Set.of(), keepAlive);
    var sharing = new Port(isolating.kind(), 1, isolating.group(), Set.of(), keepAlive);
    assertThat(UpstreamFlavour.of(isolating, ALICE)).isEqualTo(new UpstreamFlavour(keepAlive));
    assertThat(UpstreamFlavour.of(isolating, Credentials.NONE)).isEqualTo(UpstreamFlavour.PLAIN);
    assertThat(UpstreamFlavour.of(sharing, ALICE)).isEqualTo(UpstreamFlavour.PLAIN);
  }
}
