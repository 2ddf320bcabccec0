package org.sallyport.core.firewall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sallyport.core.firewall.Chain.Policy;
import org.sallyport.core.firewall.Packet.Payload;
import org.sallyport.core.firewall.Packet.Route;

final class EndpointSetTest {
  private static final Endpoint V4 = endpoint("192.0.2.1", 443);
  private static final Endpoint V6 = endpoint("2001:db8::1", 9001);
  private static final EndpointSet RELAYS4 = EndpointSet.of("relays4", Family.IPV4, Set.of(V4, V6));
  private static final EndpointSet RELAYS6 = EndpointSet.of("relays6", Family.IPV6, Set.of(V4, V6));

  private static Endpoint endpoint(String address, int port) {
    return new Endpoint(InetAddress.ofLiteral(address), port);
  }

  private static Ruleset rules(EndpointSet... sets) {
    List<Rule> rules =
        IntStream.range(0, sets.length)
            .mapToObj(i -> Rule.of("rule " + i, Verdict.ACCEPT, new Match.Among(sets[i])))
            .toList();
    return new Ruleset("t", Set.of(), List.of(new Chain(Hook.OUTPUT, Policy.DROP, rules)));
  }

  private static boolean passes(String address, Payload payload) {
    var packet =
        new Packet(
            new Route.Leaving("eth0", 104),
            InetAddress.ofLiteral(address.contains(":") ? "2001:db8::99" : "198.51.100.2"),
            InetAddress.ofLiteral(address),
            payload,
            ConnectionState.NEW,
            false);
    return rules(RELAYS4, RELAYS6).decide(packet).passes();
  }

  @Test
  void holdsThoseOfItsFamily() {
    assertThat(RELAYS4.members()).containsExactly(V4);
    assertThat(RELAYS6.members()).containsExactly(V6);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EndpointSet("relays4", Family.IPV4, Set.of(V6)));
  }

  @Test
  void onlyTheExactAddressAndPortByTcpIsAmongThem() {
    assertThat(passes("192.0.2.1", Payload.Tcp.opening(443))).isTrue();
    assertThat(passes("2001:db8::1", Payload.Tcp.opening(9001))).isTrue();
    assertThat(passes("192.0.2.1", Payload.Tcp.opening(9001))).isFalse();
    assertThat(passes("192.0.2.2", Payload.Tcp.opening(443))).isFalse();
    assertThat(passes("2001:db8::1", Payload.Tcp.opening(443))).isFalse();
    assertThat(passes("192.0.2.1", new Payload.Udp(4000, 443))).isFalse();
    assertThat(passes("192.0.2.1", Payload.Tcp.opening(0))).isFalse();
  }

  @Test
  void rulesetKnowsEachSetOnceAndTwoOfANameNever() {
    assertThat(rules(RELAYS4, RELAYS6, RELAYS4).sets()).containsExactly(RELAYS4, RELAYS6);
    var other = new EndpointSet("relays4", Family.IPV4, Set.of());
    assertThatIllegalArgumentException().isThrownBy(() -> rules(RELAYS4, other));
  }

  @Test
  void hasALimitAndAName() {
    Set<Endpoint> many =
        IntStream.rangeClosed(0, EndpointSet.MOST)
            .mapToObj(i -> endpoint("10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255), 1))
            .collect(Collectors.toSet());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EndpointSet.of("relays4", Family.IPV4, many));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EndpointSet("a b", Family.IPV4, Set.of()));
    assertThatIllegalArgumentException().isThrownBy(() -> endpoint("192.0.2.1", 0));
  }

  @Test
  void textNamesNobody() {
    assertThat(RELAYS4 + " " + V4).isEqualTo("relays4 (1 of IPV4) [scrubbed]");
  }
}
