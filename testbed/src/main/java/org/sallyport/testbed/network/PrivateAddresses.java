package org.sallyport.testbed.network;

import java.util.List;
import java.util.stream.Stream;

/// The IPv4 addresses of the private network and of the world beside it, all on the namespace's
/// `lo`.
///
/// Law: no two of the first seven relays share a /16, and tor holds none for internal. They come
/// from blocks reserved for documentation, benchmarks and retired services, so a production torrc
/// (`EnforceDistinctSubnets`, `ClientRejectInternalAddresses`) works with only the `DirAuthority`
/// lines added, and none of them is anybody's host.
public final class PrivateAddresses {
  /// Where relays live, in the order of the plan; beyond the seventh some share a /16.
  static final List<String> RELAYS =
      List.of(
          "198.18.0.1",
          "198.19.0.1",
          "192.0.2.1",
          "203.0.113.1",
          "192.31.196.1",
          "192.52.193.1",
          "192.175.48.1",
          "198.18.1.1",
          "198.19.1.1",
          "192.0.2.2",
          "203.0.113.2",
          "192.31.196.2");

  /// The host that serves web, echo and whatever else the world offers.
  public static final String SERVER = "192.88.99.50";

  /// The name server that exits ask.
  public static final String DNS = "192.175.48.53";

  private PrivateAddresses() {}

  /// All that a plan needs on `lo`.
  static List<String> of(NetworkPlan plan) {
    return Stream.concat(plan.nodes().stream().map(n -> n.node().address()), Stream.of(SERVER, DNS))
        .toList();
  }
}
