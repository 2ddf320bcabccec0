package org.sallyport.core.lan;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.sallyport.core.firewall.AddressText;
import org.sallyport.core.firewall.Match;
import org.sallyport.core.firewall.Network;

/// The two sides of a gateway as conditions of rules: the machines' and the uplinks'.
///
/// @param policy says which interface is on which
record Sides(LanPolicy policy) {
  static final String LOOPBACK = "lo";

  /// It comes from a machine.
  Match fromMachines() {
    return new Match.FromOneOf(policy.internals());
  }

  /// It goes to a machine.
  Match toMachines() {
    return new Match.ByOneOf(policy.internals());
  }

  /// It comes from outside.
  Match fromOutside() {
    List<String> names = policy.firewall().uplinks().names();
    return names.isEmpty() ? new Match.FromOthers(inner()) : new Match.FromOneOf(names);
  }

  /// It goes outside.
  Match toOutside() {
    List<String> names = policy.firewall().uplinks().names();
    return names.isEmpty() ? new Match.ByOthers(inner()) : new Match.ByOneOf(names);
  }

  /// It goes outside where tor may.
  Match torToOutside() {
    String only = policy.firewall().uplinks().torInterface();
    return only.isEmpty() ? toOutside() : new Match.By(only);
  }

  /// Loopback and the machines' interfaces.
  private List<String> inner() {
    var names = new ArrayList<>(List.of(LOOPBACK));
    names.addAll(policy.internals());
    return names;
  }

  /// Whether machines are served now.
  boolean serve() {
    return switch (policy.firewall().mode()) {
      case FULL -> true;
      case TIMESYNC_FAIL_CLOSED -> false;
    };
  }

  FirewallPolicy firewall() {
    return policy.firewall();
  }

  /// What a rule about one address of a machine is called.
  static String named(String what, Resident resident, InetAddress address) {
    return what + " " + resident.workstation() + " " + AddressText.of(address);
  }

  /// What a rule about a network of machines is called.
  static String named(String what, Resident resident, Network network) {
    return what + " " + resident.workstation() + " " + text(network);
  }

  static String text(Network network) {
    String base = AddressText.of(network.base());
    return network.equals(Network.of(network.base())) ? base : base + "/" + network.bits();
  }

  static Match source(InetAddress address) {
    return new Match.Source(Network.of(address));
  }
}
