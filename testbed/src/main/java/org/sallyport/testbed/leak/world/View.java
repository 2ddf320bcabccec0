package org.sallyport.testbed.leak.world;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.sallyport.linux.capture.PacketCapture;
import org.sallyport.linux.capture.PacketFilter;
import org.sallyport.linux.namespace.NetworkNamespace;
import org.sallyport.linux.nft.PacketCounters;
import org.sallyport.testbed.leak.world.CounterWitness.Post;
import org.sallyport.testbed.leak.world.Internet.Innocent;
import org.sallyport.testbed.network.NetworkNode;

/// What the witnesses look at, and whom they do not blame. The first witness of each kind stands at
/// the far end of the uplink.
sealed interface View {
  /// The packet counters.
  List<Witness> counters(PacketCounters kernel, NetworkNamespace uplink, NetworkNamespace far)
      throws InterruptedException;

  /// Those who see the same by other means.
  List<Witness> captures(NetworkNamespace uplink, NetworkNamespace far) throws Exception;

  /// Addresses that the world tries to reach.
  List<String> knockedAt();

  /// An uplink beside the private network: relays speak with each other on the host's `lo`, and
  /// nothing but an exit's connections leaves the host.
  record OfHost(Innocent innocent) implements View {
    @Override
    public List<String> knockedAt() {
      return Topology.HOST;
    }

    @Override
    public List<Witness> counters(
        PacketCounters kernel, NetworkNamespace uplink, NetworkNamespace far)
        throws InterruptedException {
      var rules = new CounterRules(innocent.exits(), innocent.nameServer());
      return List.of(
          new CounterWitness(new Post("the far end", far, "netdev"), kernel, rules.far()),
          new CounterWitness(new Post("the host's lo", uplink, "inet"), kernel, rules.uplink()));
    }

    @Override
    public List<Witness> captures(NetworkNamespace uplink, NetworkNamespace far) throws Exception {
      var exits = Set.copyOf(innocent.exits());
      var atFarEnd = far.run(() -> PacketCapture.open(Topology.FAR_INTERFACE, PacketFilter.ALL));
      var filter = LoopbackFilter.keeping(innocent.nameServer());
      var atLoopback = uplink.run(() -> PacketCapture.open("lo", filter));
      return List.of(
          new CaptureWitness("the far end", atFarEnd, exits),
          new CaptureWitness("the host's lo", atLoopback, exits));
    }
  }

  /// The uplink of a gateway's machine with the private network beyond it: nothing but its tor's
  /// connections to relays leaves the machine. Exits reach the world on its `lo`; and what other
  /// machines send to a service of the gateway's machine is seen there.
  ///
  /// @param relays the addresses of the private network
  /// @param machines addresses behind the gateway
  record OfGateway(Innocent innocent, List<String> relays, List<String> machines) implements View {
    public OfGateway {
      relays = List.copyOf(relays);
      machines = List.copyOf(machines);
    }

    @Override
    public List<String> knockedAt() {
      return Stream.concat(Topology.HOST.stream(), machines.stream()).toList();
    }

    @Override
    public List<Witness> counters(
        PacketCounters kernel, NetworkNamespace uplink, NetworkNamespace far)
        throws InterruptedException {
      var rules = new CounterRules(innocent.exits(), innocent.nameServer());
      return List.of(
          new CounterWitness(
              new Post("the far end", far, "netdev"),
              kernel,
              rules.beyond(relays, NetworkNode.OR_PORT)),
          new CounterWitness(new Post("the world", far, "inet"), kernel, rules.emerging()),
          new CounterWitness(new Post("the gateway", uplink, "inet"), kernel, rules.arriving()));
    }

    @Override
    public List<Witness> captures(NetworkNamespace uplink, NetworkNamespace far) throws Exception {
      var filter = UplinkFilter.without(Topology.HOST.getFirst(), relays, NetworkNode.OR_PORT);
      var atFarEnd = far.run(() -> PacketCapture.open(Topology.FAR_INTERFACE, filter));
      return List.of(new CaptureWitness("the far end", atFarEnd, Set.of()), Trap.on(uplink));
    }
  }
}
