package org.sallyport.testbed.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

final class WitnessRulesTest {
  private final WitnessRules rules =
      new WitnessRules(List.of("10.66.0.1", "2001:db8::7"), List.of("203.0.113.1"));

  @Test
  void exitsAreCountedApartAndBeforeTheRest() {
    assertThat(rules.text().lines().map(String::strip).filter(l -> l.startsWith("ip daddr")))
        .startsWith(
            "ip daddr 10.66.0.1 ip saddr { 203.0.113.1 } meta l4proto tcp counter name"
                + " host0_tcp_exits accept",
            "ip daddr 10.66.0.1 meta l4proto tcp counter name host0_tcp_direct accept");
  }

  @Test
  void nobodyIsExemptOnIpv6() {
    assertThat(rules.text().lines().filter(l -> l.contains("ip6 daddr")))
        .hasSize(4)
        .allMatch(l -> l.contains("_direct"));
  }

  @Test
  void readsCountersBack() {
    var counts = rules.read(listing(7));
    assertThat(counts).hasSize(8);
    assertThat(counts.getFirst()).isEqualTo(new WitnessReport.Count("10.66.0.1", "tcp", 7, 7));
  }

  @Test
  void aMissingCounterIsNoZero() {
    var incomplete = listing(0).replace("host1_udp_direct", "something");
    assertThatIllegalArgumentException().isThrownBy(() -> rules.read(incomplete));
  }

  private static String listing(int packets) {
    var text = new StringBuilder("table inet sallyport_witness {\n");
    for (var host : List.of("host0", "host1")) {
      for (var protocol : List.of("tcp", "udp", "icmp", "other")) {
        for (var way : List.of("exits", "direct")) {
          text.append(
              "\tcounter %s_%s_%s {\n\t\tpackets %d bytes 60\n\t}\n"
                  .formatted(host, protocol, way, packets));
        }
      }
    }
    return text.append("}\n").toString();
  }
}
