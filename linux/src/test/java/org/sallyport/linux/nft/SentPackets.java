package org.sallyport.linux.nft;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.sallyport.core.firewall.ConnectionState;
import org.sallyport.core.firewall.Packet;
import org.sallyport.core.firewall.Packet.Payload;
import org.sallyport.core.firewall.Packet.Route;
import org.sallyport.core.firewall.Ruleset;

/// What programs of several users on the gateway's machine send, to wherever matters to rules.
final class SentPackets {
  private static final long NOBODY_SPECIAL = 1_200;
  private static final int EACH = 1;

  /// Where it can be sent, and the interface that leads there.
  private static final Map<String, String> WAYS =
      Map.ofEntries(
          Map.entry("127.0.0.1", "lo"),
          Map.entry("::1", "lo"),
          Map.entry("10.152.152.10", "lo"),
          Map.entry("fd19:c33d:88bc::10", "lo"),
          Map.entry("10.152.152.11", "int0"),
          Map.entry("fd19:c33d:88bc::11", "int0"),
          Map.entry("203.0.113.7", "eth0"),
          Map.entry("2001:db8:9::7", "eth0"),
          Map.entry("203.0.113.99", "eth0"),
          Map.entry("2001:db8:7::7", "eth0"),
          Map.entry("192.0.2.1", "tun0"),
          Map.entry("2001:db8:2::1", "tun0"));

  /// What gives the other side those addresses.
  static final String OTHER_SIDE =
      """
      for name in lo int0 int1 eth0 tun0; do
        echo 0 > /proc/sys/net/ipv6/conf/$name/disable_ipv6
      done
      ip link set int0 address 52:54:00:00:00:11
      ip addr add 10.152.152.11/18 dev int0; ip -6 addr add fd19:c33d:88bc::11/96 dev int0 nodad
      ip addr add 198.51.100.1/24 dev eth0; ip -6 addr add 2001:db8:1::1/64 dev eth0 nodad
      ip addr add 192.0.2.1/24 dev tun0; ip -6 addr add 2001:db8:2::1/64 dev tun0 nodad
      ip addr add 203.0.113.7/32 dev lo; ip addr add 203.0.113.99/32 dev lo
      ip -6 addr add 2001:db8:9::7/128 dev lo; ip -6 addr add 2001:db8:7::7/128 dev lo
      """;

  private SentPackets() {}

  private static Stream<Packet> all() {
    return WAYS.keySet().stream().flatMap(SentPackets::to);
  }

  private static Stream<Packet> to(String address) {
    InetAddress destination = Policies.ip(address);
    InetAddress source = Policies.ip(address.contains(":") ? "2001:db8:1::2" : "198.51.100.2");
    return Stream.of(0L, Policies.TOR, Policies.CLEARNET, NOBODY_SPECIAL)
        .flatMap(uid ->
            Stream.of(
                    Payload.Tcp.opening(443),
                    Payload.Tcp.opening(53),
                    new Payload.Udp(0, 443),
                    new Payload.Udp(0, 53))
                .map(payload ->
                    new Packet(
                        new Route.Leaving(WAYS.getOrDefault(address, ""), uid),
                        source,
                        destination,
                        payload,
                        ConnectionState.NEW,
                        false)));
  }

  /// Some of them: for each rule that decides about any, at least one of each family.
  static List<Packet> some(Ruleset rules, Random random) {
    var candidates = new ArrayList<>(all().toList());
    Collections.shuffle(candidates, random);
    var chosen = new ArrayList<Packet>();
    var times = new HashMap<String, Integer>();
    for (Packet packet : candidates) {
      String why = rules.decide(packet).rule() + packet.isV4();
      if (times.merge(why, 1, Integer::sum) <= EACH) {
        chosen.add(packet);
      }
    }
    return chosen;
  }
}
