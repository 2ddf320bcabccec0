package org.sallyport.linux.nft;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sallyport.core.firewall.Chain;
import org.sallyport.core.firewall.Chain.Policy;
import org.sallyport.core.firewall.Endpoint;
import org.sallyport.core.firewall.EndpointSet;
import org.sallyport.core.firewall.Family;
import org.sallyport.core.firewall.Hook;
import org.sallyport.core.firewall.Match;
import org.sallyport.core.firewall.Rule;
import org.sallyport.core.firewall.Ruleset;
import org.sallyport.core.firewall.Verdict;

final class SetListingTest {
  private static final Endpoint ONE = new Endpoint(InetAddress.ofLiteral("192.0.2.1"), 443);
  private static final Endpoint TWO = new Endpoint(InetAddress.ofLiteral("192.0.2.2"), 9001);
  private static final Endpoint SIX = new Endpoint(InetAddress.ofLiteral("2001:db8::1"), 443);

  /// Rules with two sets.
  static Ruleset rules(Set<Endpoint> relays) {
    return new Ruleset(
        "sallyport_sets",
        Set.of(),
        List.of(
            new Chain(
                Hook.OUTPUT,
                Policy.DROP,
                List.of(
                    Rule.of(
                        "relays, IPv4",
                        Verdict.ACCEPT,
                        new Match.Among(EndpointSet.of("relays4", Family.IPV4, relays))),
                    Rule.of(
                        "relays, IPv6",
                        Verdict.ACCEPT,
                        new Match.Among(EndpointSet.of("relays6", Family.IPV6, relays)))))));
  }

  private static final String LISTED =
      """
      table inet sallyport_sets {
      	set relays4 {
      		type ipv4_addr . inet_service
      		elements = { 192.0.2.2 . 9001,
      			     192.0.2.1 . 443 }
      	}

      	set relays6 {
      		type ipv6_addr . inet_service
      		elements = { 2001:db8::1 . 443 }
      	}

      	chain output {
      		type filter hook output priority filter; policy drop;
      		ip daddr . tcp dport @relays4 counter accept comment "relays, IPv4"
      		ip6 daddr . tcp dport @relays6 counter accept comment "relays, IPv6"
      	}
      }
      """;

  private static String differences(String listed, Set<Endpoint> wanted) {
    var listing = SetListing.of(listed);
    return Listing.of(listing.rest())
        .differenceFrom(Listing.of(RulesetText.table(rules(wanted))))
        .or(() -> listing.differenceFrom(rules(wanted)))
        .orElse("");
  }

  @Test
  void membersComeInAnyOrder() {
    assertThat(differences(LISTED, Set.of(ONE, TWO, SIX))).isEmpty();
  }

  @Test
  void oneMoreAndOneLessAreSeenAndNotNamed() {
    assertThat(differences(LISTED, Set.of(ONE, SIX)))
        .isEqualTo("set relays4 has 2 members of which 1 are wanted, not 1");
    assertThat(differences(LISTED.replace("192.0.2.2 . 9001,", ""), Set.of(ONE, TWO, SIX)))
        .isEqualTo("set relays4 has 1 members of which 1 are wanted, not 2");
    assertThat(differences(LISTED, Set.of(ONE, TWO))).startsWith("set relays6 has 1 members");
  }

  @Test
  void whatCannotBeReadIsADifference() {
    for (String odd :
        List.of("192.0.2.1 . 443 timeout 1h", "0.0.0.0/0 . 443", "192.0.2.1 . 99999", "")) {
      assertThat(differences(LISTED.replace("192.0.2.1 . 443", odd), Set.of(ONE, TWO, SIX)))
          .as(odd)
          .isNotEmpty();
    }
    assertThat(
            differences(
                LISTED.replace("\t\telements", "\t\tflags timeout\n\t\telements"),
                Set.of(ONE, TWO, SIX)))
        .isNotEmpty();
  }

  @Test
  void fillingIsOneTransaction() {
    assertThat(SetText.filling(rules(Set.of(ONE, TWO))))
        .isEqualTo(
            """
            flush set inet sallyport_sets relays4
            add element inet sallyport_sets relays4 { 192.0.2.1 . 443, 192.0.2.2 . 9001 }
            flush set inet sallyport_sets relays6
            """);
  }
}
