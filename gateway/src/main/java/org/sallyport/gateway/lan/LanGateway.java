package org.sallyport.gateway.lan;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.core.firewall.Endpoint;
import org.sallyport.core.firewall.Ruleset;
import org.sallyport.core.lan.FirewallPolicy;
import org.sallyport.core.lan.FirewallUsers;
import org.sallyport.core.lan.Lan;
import org.sallyport.core.lan.LanFirewall;
import org.sallyport.core.lan.LanPolicy;
import org.sallyport.core.lan.Machine;
import org.sallyport.dataplane.DataPlane;
import org.sallyport.gateway.admission.Admissions;
import org.sallyport.gateway.config.ConfigInForce;
import org.sallyport.gateway.config.GatewayConfig;
import org.sallyport.gateway.launch.Launches;
import org.sallyport.linux.confinement.UserNumber;
import org.sallyport.linux.link.Neighbours;
import org.sallyport.tor.upstream.Upstream;

/// The ports of machines, one compartment for each, and the packet rules that lead a machine to its
/// own compartment and nowhere else.
///
/// The rules come first and are the last to go: they stay when the gateway ends, so that a machine
/// has no network then. While they are not what they should be, no stream passes.
///
/// Opened and closed by one thread; [#check] and [#change] by others.
public final class LanGateway implements AutoCloseable {
  private final Claim claim;
  private final Parts parts;
  private final LanRules rules;
  private final TorReach reach;
  private final Rooms rooms;
  private volatile LanPolicy policy;

  /// What it is made with.
  ///
  /// @param config the policies
  /// @param dataPlane opens the ports
  /// @param tor carries the streams
  /// @param admissions decides about the streams
  /// @param torViews makes what each machine is shown of tor
  /// @param torUid the user that tor runs as
  public record Parts(
      ConfigInForce config,
      DataPlane dataPlane,
      Upstream tor,
      Admissions admissions,
      Launches.TorViews torViews,
      long torUid) {}

  private LanGateway(LanPolicy policy, Parts parts) {
    this.claim = Claim.take();
    this.policy = policy;
    this.parts = parts;
    this.rooms = new Rooms(parts, this::contained);
    this.rules = new LanRules(ruleset(policy, rooms.layout(policy, parts.config().now())));
    this.reach = new TorReach(parts.tor(), rules::reach);
  }

  private boolean contained() {
    return rules.hold();
  }

  /// Whose packets may leave.
  static FirewallUsers users(FirewallPolicy firewall, long torUid) {
    return new FirewallUsers(
        torUid,
        firewall.outgoing().clearnetUsers().stream()
            .map(name ->
                UserNumber.of(name)
                    .orElseThrow(() ->
                        new GatewayException(
                            ErrorKind.CONFIGURATION,
                            "firewall.clearnet-users: this machine has no user "
                                + name
                                + ". Create it, or take the name out.")))
            .toList());
  }

  /// Applies the rules, then opens the ports.
  ///
  /// @throws GatewayException if either cannot be done; the rules stay if they were applied
  public static LanGateway open(LanPolicy policy, Parts parts) {
    var gateway = new LanGateway(policy, parts);
    try {
      gateway.rules.apply();
      gateway.pin();
      gateway.rooms.settle(gateway.rooms.open(gateway.rooms.layout(policy, parts.config().now())));
      return gateway;
    } catch (RuntimeException e) {
      gateway.close();
      throw e;
    }
  }

  /// Lets another configuration hold: new rooms beside the old ones, then the rules, all in one
  /// transaction. Nobody loses a stream who may still come.
  ///
  /// @throws GatewayException if anything of it cannot be done; then all is as before
  public synchronized void change(GatewayConfig next) {
    LanPolicy changed = next.lan().orElseThrow();
    var layout = rooms.layout(changed, next);
    var ruleset = ruleset(changed, layout);
    List<Room> made = rooms.open(layout);
    try {
      rules.change(ruleset);
    } catch (RuntimeException e) {
      rooms.discard(made);
      throw e;
    }
    policy = changed;
    rooms.settle(made);
  }

  private Function<Set<Endpoint>, Ruleset> ruleset(LanPolicy of, Rooms.Layout layout) {
    FirewallUsers users = users(of.firewall(), parts.torUid());
    return contacts -> LanFirewall.of(of, layout.entrances(), users, contacts);
  }

  /// What the rules say, have met, and would do.
  public FirewallReport report() {
    return new FirewallReport(() -> policy, rules, reach, parts.torUid());
  }

  /// Puts the rules back if another hand has changed them, and pins the machines' hardware
  /// addresses. Nothing passes while the rules are not what they should be.
  public synchronized void check() {
    rules.check();
    pin();
    rooms.clear();
  }

  /// Switches forwarding off if somebody has switched it on. Nothing passes while it is on.
  public void forwardNothing() {
    rules.forwardNothing();
  }

  /// Tells the rules whom tor may connect to, if that matters and has changed. Asks tor, and waits
  /// as long as that takes.
  public void reach() {
    switch (policy.firewall().outgoing().tor()) {
      case RELAYS -> reach.look();
      case ANY -> {
        // The rules ask nobody.
      }
    }
  }

  /// Otherwise a machine could have another one's answers by saying that it has its address.
  private void pin() {
    for (Lan lan : policy.lans()) {
      Map<InetAddress, String> pinned = new HashMap<>();
      for (Machine machine : lan.machines()) {
        if (!machine.mac().isEmpty()) {
          machine.addresses().forEach(address -> pinned.put(address, machine.mac()));
        }
      }
      boolean _ = Neighbours.pin(lan.internal(), pinned);
    }
  }

  @Override
  public synchronized void close() {
    rules.close();
    rooms.close();
    claim.close();
  }
}
