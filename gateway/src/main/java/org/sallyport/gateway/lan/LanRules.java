package org.sallyport.gateway.lan;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.core.firewall.Endpoint;
import org.sallyport.core.firewall.Ruleset;
import org.sallyport.core.place.Place;
import org.sallyport.linux.link.ArpAnswers;
import org.sallyport.linux.link.Forwarding;
import org.sallyport.linux.nft.LanTable;
import org.sallyport.linux.nft.RulesetGeneration;
import org.sallyport.linux.nft.TrackedConnections;

/// The packet rules of a gateway for other machines, kept in force: applied, compared again and
/// again, put back when another hand has changed them, and told whom tor may connect to.
///
/// Law: what began while the rules were not there does not go on when they are. Thread-safe.
final class LanRules implements AutoCloseable {
  private static final Logger LOG = System.getLogger(LanRules.class.getName());

  private final LanTable table = new LanTable();
  private final RulesetGeneration generation = generation();
  private Function<Set<Endpoint>, Ruleset> rules;
  private Set<Endpoint> contacts = Set.of();
  private Ruleset wanted;
  private int known;
  private long identity;
  private boolean closed;
  private volatile boolean applied;
  private volatile boolean forwardsNothing;

  /// @param rules those with which tor may connect to these
  LanRules(Function<Set<Endpoint>, Ruleset> rules) {
    this.rules = rules;
    this.wanted = rules.apply(Set.of());
  }

  private static RulesetGeneration generation() {
    try {
      return RulesetGeneration.of(Place.HOST);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GatewayException(
          ErrorKind.TIMEOUT, "Interrupted because the gateway stops: no machine is let in.", e);
    }
  }

  /// Whether nothing passes but what the rules say.
  boolean hold() {
    return applied && forwardsNothing;
  }

  /// The rules that should be in force.
  synchronized Ruleset wanted() {
    return wanted;
  }

  /// Puts the rules in force, and ends what began before.
  ///
  /// @throws GatewayException if that cannot be done; the rules stay if they were applied
  synchronized void apply() {
    forwardNothing();
    put(wanted);
    TrackedConnections.forget();
    applied = true;
  }

  /// Puts the rules back if another hand has changed them.
  ///
  /// @throws GatewayException if that cannot be done; the rules do not [#hold] then
  synchronized void check() {
    if (closed) {
      return;
    }
    try {
      int now = generation.current();
      if (now != known || !applied) {
        table.difference(wanted).or(this::doubt).ifPresent(this::putBack);
        known = now;
      }
    } catch (GatewayException e) {
      applied = false;
      throw e;
    }
  }

  /// Why rules that are as they should be are put in force anew.
  private Optional<String> doubt() {
    if (!applied) {
      return Optional.of("nobody knows for how long");
    }
    return table.identity(wanted.table()) == identity
        ? Optional.empty()
        : Optional.of("they were taken away, and are back");
  }

  private void put(Ruleset ruleset) {
    table.apply(ruleset);
    identity = table.identity(ruleset.table());
  }

  private void putBack(String difference) {
    applied = false;
    LOG.log(Level.ERROR, "The packet rules were changed by another hand: {0}", difference);
    put(wanted);
    TrackedConnections.forget();
    applied = true;
    LOG.log(Level.INFO, "The packet rules hold again");
  }

  /// Switches forwarding off if somebody has switched it on, and keeps ARP from telling machines of
  /// other interfaces.
  ///
  /// @throws GatewayException if that cannot be done; the rules do not [#hold] then
  void forwardNothing() {
    try {
      ArpAnswers.ofTheSameInterface();
      List<String> was = Forwarding.switchOff();
      forwardsNothing = true;
      if (!was.isEmpty()) {
        LOG.log(
            Level.WARNING,
            "Switched off what hands on packets for others, which a gateway must not: {0}."
                + " Find out who switches it on",
            String.join(", ", was));
      }
    } catch (GatewayException e) {
      if (forwardsNothing) {
        LOG.log(Level.ERROR, e.getMessage());
      }
      forwardsNothing = false;
      throw e;
    }
  }

  /// Lets tor connect to these and to nobody else, at once for all of them.
  ///
  /// @throws GatewayException if that cannot be done; tor may connect to those of before then
  synchronized void reach(Set<Endpoint> now) {
    Ruleset next = rules.apply(now);
    if (!next.equals(wanted)) {
      table.fill(next);
      wanted = next;
      check();
    }
    contacts = Set.copyOf(now);
  }

  /// Puts other rules in force, in one transaction; connections go on.
  ///
  /// @throws GatewayException if that cannot be done; the rules of before are in force then
  synchronized void change(Function<Set<Endpoint>, Ruleset> others) {
    Ruleset next = others.apply(contacts);
    try {
      put(next);
    } catch (GatewayException e) {
      put(wanted);
      throw e;
    }
    rules = others;
    wanted = next;
  }

  /// What each rule has met, by its name.
  Map<String, LanTable.Met> counters() {
    return table.counters(wanted());
  }

  @Override
  public synchronized void close() {
    closed = true;
    applied = false;
    generation.close();
  }
}
