package org.sallyport.testbed.world;

import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.sallyport.testbed.network.LoopbackAddresses;
import org.sallyport.testbed.network.NetworkNode;
import org.sallyport.testbed.network.NodeRole;
import org.sallyport.testbed.network.PrivateAddresses;
import org.sallyport.testbed.network.PrivateNetwork;
import org.sallyport.testbed.network.SealedNamespace;
import org.sallyport.testbed.stage.Parts;

/// The Internet as the private network's exits see it: a name server, `web.test`, an echo service,
/// an onion service, and the witness.
///
/// All services listen on one host, [#SERVER], whose other ports are free for tests (ssh, git).
/// Safe for any thread.
public final class PrivateWorld implements AutoCloseable {
  /// The address behind every name of the world.
  public static final String SERVER = PrivateAddresses.SERVER;

  /// The web server's name.
  public static final String WEB_NAME = "web.test";

  /// The echo service's name; its port is [TcpEcho#PORT].
  public static final String ECHO_NAME = "echo.test";

  private static final List<String> NAMES = List.of(WEB_NAME, "www.web.test", ECHO_NAME);
  private static final int WEB_PORT = 80;
  private static final int ONION_DOOR_PORT = 8080;

  private final Parts parts = new Parts(_ -> {});
  private final DnsStub dns;
  private final WebServer web;
  private final TcpEcho echo;
  private final Witness witness;
  private final OnionService onion;

  private PrivateWorld(SealedNamespace namespace, PrivateNetwork network) {
    LoopbackAddresses.add(namespace, Witness.HOSTS);
    var exits = network.exits();
    var server = Inet4Address.ofLiteral(SERVER);
    try {
      witness = parts.add(Witness.start(exits.stream().map(NetworkNode::address).toList()));
      dns = parts.add(DnsStub.start(Inet4Address.ofLiteral(PrivateAddresses.DNS), zone(server)));
      web =
          parts.add(
              WebServer.start(
                  new InetSocketAddress(server, WEB_PORT),
                  new InetSocketAddress(server, ONION_DOOR_PORT),
                  exits.stream()
                      .collect(Collectors.toMap(NetworkNode::address, NetworkNode::nickname))));
      echo = parts.add(TcpEcho.start(new InetSocketAddress(server, TcpEcho.PORT)));
      onion = OnionService.publish(network.control(host(network)), SERVER + ":" + ONION_DOOR_PORT);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /// Starts everything beside a network that is ready: about two seconds, nearly all of it for the
  /// onion service. Call it in the network's namespace.
  public static PrivateWorld start(PrivateNetwork network) {
    return new PrivateWorld(SealedNamespace.require(), network);
  }

  /// The onion service's host name, which leads to the web server at port 80.
  public String onionAddress() {
    return onion.address();
  }

  /// The name server, to add names to and to ask what was asked.
  public DnsStub dns() {
    return dns;
  }

  /// The web server, to add pages to.
  public WebServer web() {
    return web;
  }

  /// The echo service.
  public TcpEcho echo() {
    return echo;
  }

  /// What came where nothing may come.
  public WitnessReport witness() {
    return witness.report();
  }

  /// What a demo or test needs to know of this world, for `testnet.json`.
  public Map<String, Object> facts() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("web", "http://" + WEB_NAME + "/");
    facts.put("onion", "http://" + onionAddress() + "/");
    facts.put("echo", ECHO_NAME + ":" + TcpEcho.PORT);
    facts.put("server", SERVER);
    facts.put("lan-host", Witness.LAN_HOST);
    facts.put("public-host", Witness.PUBLIC_HOST);
    facts.put("foreign-resolver", Witness.FOREIGN_RESOLVER);
    facts.put("public-host-6", Witness.PUBLIC_HOST_6);
    facts.put("requests", web.requests());
    facts.put("dns-queries", dns.queriesByName());
    facts.put("witness", witness().json());
    return facts;
  }

  private static DnsZone zone(Inet4Address server) {
    return new DnsZone(NAMES.stream().collect(Collectors.toMap(name -> name, _ -> server)));
  }

  /// A relay that no client uses as guard or exit if there is one.
  private static NetworkNode host(PrivateNetwork network) {
    return network.nodes().stream()
        .filter(n -> n.role() == NodeRole.MIDDLE)
        .findFirst()
        .orElseGet(() -> network.nodes().getFirst());
  }

  @Override
  public void close() {
    parts.close();
  }
}
