package org.sallyport.gateway.lan;

import java.nio.file.Files;
import java.nio.file.Path;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.core.firewall.Ruleset;
import org.sallyport.core.lan.Entrance;
import org.sallyport.core.lan.Lan;
import org.sallyport.core.lan.LanFirewall;
import org.sallyport.core.lan.LanPolicy;
import org.sallyport.gateway.config.GatewayConfig;
import org.sallyport.gateway.upstream.TorWalls;
import org.sallyport.linux.nft.LanTable;
import org.sallyport.linux.nft.RulesetRehearsal;

/// What a gateway for other machines would do with a configuration, before it does it.
///
/// @param config the configuration
/// @param policy of the machines, which the configuration has
/// @param file where it was read
public record LanPlan(GatewayConfig config, LanPolicy policy, Path file) {
  /// A configuration of a gateway for one machine, whole.
  static final String EXAMPLE =
      """
      [[lan]]
      interface = "eth1"

      [workstation.web]
      ports = "whonix"
      [[workstation.web.machine]]
      addresses = ["10.152.152.11", "fd19:c33d:88bc::11"]
      """;

  /// The plan of a configuration.
  ///
  /// @param file where it was read, or would have been
  /// @throws GatewayException `CONFIGURATION` with an example if it speaks of no machines,
  ///   `PERMISSION` if this process may not be their gateway
  public static LanPlan require(GatewayConfig config, Path file) {
    LanPolicy policy =
        config
            .lan()
            .orElseThrow(() ->
                new GatewayException(
                    ErrorKind.CONFIGURATION,
                    "Cannot be the gateway of other machines: %s names no internal interface."
                            .formatted(file)
                        + " Write there, for example:\n\n"
                        + EXAMPLE
                        + "\nand give the interface its addresses: ip addr add 10.152.152.10/18 dev"
                        + " eth1; ip -6 addr add fd19:c33d:88bc::10/96 dev eth1"));
    requireRights();
    return new LanPlan(config, policy, file);
  }

  /// Whoever may not even look at the packet rules cannot make any; in a user namespace of its own
  /// a process has all rights, but not over this network.
  private static void requireRights() {
    try {
      boolean _ = new LanTable().isThere(LanFirewall.TABLE);
    } catch (GatewayException e) {
      if (e.kind() == ErrorKind.MISSING_PREREQUISITE) {
        throw e;
      }
      throw new GatewayException(
          ErrorKind.PERMISSION,
          "The gateway of other machines needs root (CAP_NET_ADMIN over this machine's network)."
              + " Start it as root: sudo sallyport gateway",
          e);
    }
  }

  /// Has the kernel check the packet rules, and gives them. Nothing changes.
  ///
  /// @throws GatewayException with the kernel's words
  public String rehearse() {
    var users = LanGateway.users(policy.firewall(), TorWalls.torUid());
    var entrances = Entrance.all(policy, name -> Rooms.ports(config, name));
    Ruleset rules = LanFirewall.of(policy, entrances, users);
    String text = RulesetRehearsal.of(rules);
    return "# The kernel takes these rules. Nothing was changed.\n" + missing() + text;
  }

  private String missing() {
    var text = new StringBuilder();
    for (Lan lan : policy.lans()) {
      if (!isThere(lan)) {
        text.append("# This machine has no interface %s yet.\n".formatted(lan.internal()));
      }
    }
    return text.toString();
  }

  /// In words: interfaces, machines, and what applies.
  public String info() {
    return LanWords.of(this);
  }

  /// Whether the machine has the interface.
  static boolean isThere(Lan lan) {
    return Files.exists(Path.of("/proc/sys/net/ipv4/conf").resolve(lan.internal()));
  }
}
