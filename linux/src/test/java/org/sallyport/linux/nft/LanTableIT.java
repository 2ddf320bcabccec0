package org.sallyport.linux.nft;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.core.firewall.Endpoint;
import org.sallyport.core.firewall.Ruleset;
import org.sallyport.linux.namespace.NetworkNamespace;

/// The rules in the kernel.
final class LanTableIT {
  private static final Ruleset RULES = RulesetTextTest.rules();

  private final LanTable table = new LanTable();
  private NetworkNamespace namespace;

  @BeforeEach
  void apply() throws Exception {
    namespace = NetworkNamespace.create();
    namespace.run(() -> {
      table.apply(RULES);
      return null;
    });
  }

  @AfterEach
  void close() {
    namespace.close();
  }

  @Test
  void kernelHoldsWhatWasApplied() throws Exception {
    assertThat(namespace.run(() -> table.difference(RULES))).isEmpty();
    assertThat(namespace.run(() -> table.counters(RULES)))
        .containsKeys("unknown machines", "nobody else", "SocksPort one 10.152.152.11");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "delete table inet sallyport_lan",
        "flush chain inet sallyport_lan arrival",
        "insert rule inet sallyport_lan forward accept",
        "chain inet sallyport_lan forward { policy accept; }",
        "add chain inet sallyport_lan another"
      })
  void whateverAnotherHandChangesIsSeenAndPutBack(String harm) throws Exception {
    String _ = namespace.run(() -> LibNftables.load().run(harm));
    assertThat(namespace.run(() -> table.difference(RULES))).isPresent();
    namespace.run(() -> {
      table.apply(RULES);
      return null;
    });
    assertThat(namespace.run(() -> table.difference(RULES))).isEmpty();
  }

  @Test
  void aTableThatWasRemovedAndMadeAgainIsAnotherOne() throws Exception {
    long before = namespace.run(() -> table.identity(RULES.table()));
    String _ = namespace.run(() -> LibNftables.load().run("add table inet another"));
    assertThat(namespace.run(() -> table.identity(RULES.table()))).isEqualTo(before);
    namespace.run(() -> {
      table.apply(RULES);
      return null;
    });
    assertThat(namespace.run(() -> table.difference(RULES))).isEmpty();
    assertThat(namespace.run(() -> table.identity(RULES.table()))).isNotEqualTo(before);
  }

  @Test
  void removingLeavesNothing() throws Exception {
    String left =
        namespace.run(() -> {
          table.remove(RULES.table());
          return LibNftables.load().run("list ruleset");
        });
    assertThat(left).isBlank();
  }

  @Test
  void setsAreFilledWhileTheRulesStay() throws Exception {
    var none = SetListingTest.rules(Set.of());
    var many = SetListingTest.rules(relays(8_000));
    namespace.run(() -> {
      table.apply(none);
      table.fill(many);
      return null;
    });
    assertThat(namespace.run(() -> table.difference(many))).isEmpty();
    assertThat(namespace.run(() -> table.difference(none))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "add element inet sallyport_sets relays4 { 198.51.100.7 . 443 }",
        "delete element inet sallyport_sets relays4 { 100.64.0.1 . 9001 }",
        "flush set inet sallyport_sets relays6"
      })
  void membersThatAnotherHandChangesAreSeenAndPutBack(String harm) throws Exception {
    var rules = SetListingTest.rules(relays(3));
    namespace.run(() -> {
      table.apply(rules);
      return LibNftables.load().run(harm);
    });
    assertThat(namespace.run(() -> table.difference(rules))).isPresent();
    namespace.run(() -> {
      table.fill(rules);
      return null;
    });
    assertThat(namespace.run(() -> table.difference(rules))).isEmpty();
  }

  private static Set<Endpoint> relays(int count) {
    return IntStream.range(0, count)
        .boxed()
        .flatMap(i ->
            Stream.of("100.64." + (i >> 8) + "." + (i & 255), "::" + Integer.toHexString(i + 1))
                .map(address -> new Endpoint(InetAddress.ofLiteral(address), 9001)))
        .collect(Collectors.toSet());
  }
}
