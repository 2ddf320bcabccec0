package org.sallyport.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sallyport.core.law.Law;
import org.sallyport.core.law.Samples;
import org.sallyport.core.policy.DestinationPolicy.Reach;
import org.sallyport.core.stream.Destination;
import org.sallyport.core.stream.Host;

/// What each list does, and the laws of `DestinationPolicy`.
final class DestinationPolicyTest {
  private static final List<DestinationPattern> PATTERNS =
      Stream.of("*:*", "*:443", "*.test:*", "a.test:80", "*.onion:*", "192.0.2.0/24:*", "*:1-100")
          .map(text -> DestinationPattern.parse(text).orElseThrow())
          .toList();

  @Test
  void everythingMayBeReachedByDefault() {
    assertThat(DestinationPolicy.EVERYTHING.refusingRule(to("web.test", 80))).isEmpty();
  }

  @Test
  void allowListIsComplete() {
    var policy = allow("*:993");
    assertThat(policy.refusingRule(to("mail.test", 993))).isEmpty();
    assertThat(policy.refusingRule(to("mail.test", 80))).contains("allow");
  }

  @Test
  void denyBeatsAllowAndSaysWhichRuleItWas() {
    var policy = policy(List.of("*.test:*"), List.of("bad.test:*", "*:25"), Reach.EVERYTHING);
    assertThat(policy.refusingRule(to("good.test", 80))).isEmpty();
    assertThat(policy.refusingRule(to("bad.test", 80))).contains("deny bad.test:*");
    assertThat(policy.refusingRule(to("good.test", 25))).contains("deny *:25");
  }

  @Test
  void onionOnlyReachesOnionServicesAlone() {
    var policy = policy(List.of(), List.of(), Reach.ONION_SERVICES);
    assertThat(policy.refusingRule(to("x.onion", 80))).isEmpty();
    assertThat(policy.refusingRule(to("web.test", 80))).contains("onion-only");
    assertThat(policy.refusingRule(to("192.0.2.1", 80))).contains("onion-only");
    assertThat(policy.refusingRule(to("onion", 80))).contains("onion-only");
    assertThat(policy.refusingRule(Host.of("web.test").orElseThrow())).contains("onion-only");
  }

  @Test
  void lookupNeedsAHostThatSomePortMayReach() {
    var policy = policy(List.of("mail.test:993"), List.of(), Reach.EVERYTHING);
    assertThat(policy.refusingRule(host("mail.test"))).isEmpty();
    assertThat(policy.refusingRule(host("web.test"))).contains("allow");
    var denying = policy(List.of(), List.of("mail.test:25", "web.test:*"), Reach.EVERYTHING);
    assertThat(denying.refusingRule(host("mail.test"))).isEmpty();
    assertThat(denying.refusingRule(host("web.test"))).contains("deny web.test:*");
  }

  @Test
  void oneMoreDeniedPatternNeverLetsMorePass() {
    Law.holds(random -> {
      var samples = new Samples(random);
      DestinationPolicy policy = sample(samples);
      var more = new ArrayList<>(policy.deny());
      more.add(samples.oneOf(PATTERNS));
      Destination to = samples.destination();
      if (policy.refusingRule(to).isPresent()) {
        assertThat(new DestinationPolicy(policy.allow(), more, policy.reach()).refusingRule(to))
            .isPresent();
      }
    });
  }

  @Test
  void oneMoreAllowedPatternNeverRefusesMore() {
    Law.holds(random -> {
      var samples = new Samples(random);
      DestinationPolicy policy = sample(samples);
      var more = new ArrayList<>(policy.allow());
      more.add(samples.oneOf(PATTERNS));
      Destination to = samples.destination();
      if (!policy.allow().isEmpty() && policy.refusingRule(to).isEmpty()) {
        assertThat(new DestinationPolicy(more, policy.deny(), policy.reach()).refusingRule(to))
            .isEmpty();
      }
    });
  }

  private static DestinationPolicy sample(Samples samples) {
    return new DestinationPolicy(
        samples.oneOf(List.of(List.of(), List.of(samples.oneOf(PATTERNS)))),
        samples.oneOf(List.of(List.of(), List.of(samples.oneOf(PATTERNS)))),
        samples.oneOf(List.of(Reach.values())));
  }

  private static DestinationPolicy allow(String... patterns) {
    return policy(List.of(patterns), List.of(), Reach.EVERYTHING);
  }

  private static DestinationPolicy policy(List<String> allow, List<String> deny, Reach reach) {
    return new DestinationPolicy(parsed(allow), parsed(deny), reach);
  }

  private static List<DestinationPattern> parsed(List<String> patterns) {
    return patterns.stream().map(text -> DestinationPattern.parse(text).orElseThrow()).toList();
  }

  private static Destination to(String host, int port) {
    return new Destination(host(host), port);
  }

  private static Host host(String text) {
    return Host.of(text).orElseThrow();
  }
}
