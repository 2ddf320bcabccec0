package org.sallyport.linux.nft;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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
    assertThat(namespace.run(() -> table.packets(RULES)))
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
  void removingLeavesNothing() throws Exception {
    String left =
        namespace.run(() -> {
          table.remove(RULES.table());
          return LibNftables.load().run("list ruleset");
        });
    assertThat(left).isBlank();
  }
}
