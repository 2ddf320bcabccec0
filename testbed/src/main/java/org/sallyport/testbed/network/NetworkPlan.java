package org.sallyport.testbed.network;

import java.util.ArrayList;
import java.util.List;

/// What network to start: how many tors of which role, with their keys and addresses. A value; no
/// process knows of it yet.
///
/// Law: the authority comes first, its `DirAuthority` line is known, and every address is used
/// once.
record NetworkPlan(AuthorityCertificate certificate, List<PlannedNode> nodes) {
  /// Upper bound for tors in one network: 12 addresses, and about 35 MiB and 0.4 s CPU each.
  static final int MAX_NODES = PrivateAddresses.RELAYS.size();

  /// A node with the private identity key that its fingerprint was taken of.
  record PlannedNode(NetworkNode node, TorRsaKey identity) {}

  /// How many tors of which role.
  record Counts(int mids, int exits, int bridges) {
    Counts {
      if (mids < 0 || exits < 1 || bridges < 0 || mids + exits + bridges >= MAX_NODES) {
        throw new IllegalArgumentException(
            "mids, exits, bridges: %d, %d, %d (expected: at least one exit, at most %d in all)"
                .formatted(mids, exits, bridges, MAX_NODES - 1));
      }
    }

    /// All tors, with the authority.
    int total() {
      return 1 + mids + exits + bridges;
    }
  }

  NetworkPlan {
    nodes = List.copyOf(nodes);
  }

  /// A plan whose nodes take the identity keys in order.
  static NetworkPlan of(
      Counts counts, AuthorityCertificate certificate, List<TorRsaKey> identities) {
    var roles = new ArrayList<NodeRole>();
    roles.add(NodeRole.AUTHORITY);
    for (var i = 0; i < counts.mids(); i++) {
      roles.add(NodeRole.MIDDLE);
    }
    for (var i = 0; i < counts.exits(); i++) {
      roles.add(NodeRole.EXIT);
    }
    for (var i = 0; i < counts.bridges(); i++) {
      roles.add(NodeRole.BRIDGE);
    }
    var nodes = new ArrayList<PlannedNode>();
    for (var role : roles) {
      var ordinal = nodes.stream().filter(n -> n.node().role() == role).count();
      var key = identities.get(nodes.size());
      var address = PrivateAddresses.RELAYS.get(nodes.size());
      nodes.add(
          new PlannedNode(
              new NetworkNode(prefix(role) + ordinal, role, address, key.fingerprint()), key));
    }
    return new NetworkPlan(certificate, nodes);
  }

  /// The directory authority.
  NetworkNode authority() {
    return nodes.getFirst().node();
  }

  /// The torrc lines that make a tor believe in this network's authority and in no other.
  List<String> directoryLines() {
    var auth = authority();
    return List.of(
        "DirAuthority %s orport=%d no-v2 v3ident=%s %s:%d %s"
            .formatted(
                auth.nickname(),
                NetworkNode.OR_PORT,
                certificate.identity().fingerprint(),
                auth.address(),
                NetworkNode.DIR_PORT,
                auth.fingerprint()));
  }

  /// How many descriptors the authority must have seen before it may vote.
  int listedNodes() {
    return (int) nodes.stream().filter(n -> n.node().role() != NodeRole.BRIDGE).count();
  }

  private static String prefix(NodeRole role) {
    return switch (role) {
      case AUTHORITY -> "auth";
      case MIDDLE -> "mid";
      case EXIT -> "exit";
      case BRIDGE -> "bridge";
    };
  }
}
