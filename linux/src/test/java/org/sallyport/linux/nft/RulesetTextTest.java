package org.sallyport.linux.nft;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sallyport.core.firewall.AddressText;
import org.sallyport.core.firewall.Ruleset;
import org.sallyport.core.lan.Entrance;
import org.sallyport.core.lan.FirewallPolicy;
import org.sallyport.core.lan.FirewallUsers;
import org.sallyport.core.lan.Lan;
import org.sallyport.core.lan.LanFirewall;
import org.sallyport.core.lan.LanPolicy;
import org.sallyport.core.lan.Machine;
import org.sallyport.core.port.PortPreset;
import org.sallyport.core.workstation.WorkstationName;
import org.sallyport.linux.golden.GoldenFile;

final class RulesetTextTest {
  private static final int TOR = 104;

  /// The rules of two machines, of which one has a hardware address.
  static Ruleset rules() {
    var lan =
        new Lan(
            "int0",
            List.of(
                new Lan.Address(InetAddress.ofLiteral("10.152.152.10"), 18),
                new Lan.Address(InetAddress.ofLiteral("fd19:c33d:88bc::10"), 96)),
            List.of(
                new Machine(
                    new WorkstationName("one"),
                    List.of(
                        InetAddress.ofLiteral("10.152.152.11"),
                        InetAddress.ofLiteral("fd19:c33d:88bc::11")),
                    "52:54:00:00:00:11"),
                new Machine(
                    new WorkstationName("two"),
                    List.of(InetAddress.ofLiteral("10.152.152.12")),
                    "")));
    var policy = new LanPolicy(List.of(lan), FirewallPolicy.DEFAULTS);
    var entrances = Entrance.all(policy, _ -> PortPreset.WHONIX.table().ports());
    return LanFirewall.of(policy, entrances, new FirewallUsers(TOR, List.of()));
  }

  @Test
  void saysWhatTheRulesSay() throws Exception {
    GoldenFile.check("nft/lan.nft", RulesetText.transaction(rules()));
  }

  @ParameterizedTest
  @MethodSource("names")
  void saysWhatEachPolicyMeans(String name) throws Exception {
    String text = RulesetText.transaction(Policies.named(name).rules());
    GoldenFile.check("nft/lan/" + name + ".nft", text);
  }

  static Stream<String> names() {
    return Policies.ten().keySet().stream();
  }

  @Test
  void readsCountersByTheNamesOfRules() {
    assertThat(
            LanTable.parse(
                """
                		ct state invalid counter packets 3 bytes 120 drop comment "no connection, in"
                		counter packets 12 bytes 9 reject with icmpx admin-prohibited comment "nobody else"
                """))
        .containsEntry("no connection, in", new LanTable.Met(3, 120))
        .containsEntry("nobody else", new LanTable.Met(12, 9))
        .hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "0:0:0:0:0:0:0:0, ::",
    "0:0:0:0:0:0:0:1, ::1",
    "fd19:c33d:88bc:0:0:0:0:10, fd19:c33d:88bc::10",
    "2001:db8:0:1:0:0:0:1, 2001:db8:0:1::1",
    "2001:0:0:1:0:0:1:1, 2001::1:0:0:1:1",
    "1:0:2:3:4:5:6:7, 1:0:2:3:4:5:6:7",
    "1:2:3:4:5:6:0:0, 1:2:3:4:5:6::",
    "10.152.128.0, 10.152.128.0"
  })
  void writesAddressesAsNftDoes(String address, String text) {
    assertThat(AddressText.of(InetAddress.ofLiteral(address))).isEqualTo(text);
  }
}
