package org.sallyport.linux.nft;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.sallyport.core.firewall.ConnectionState;
import org.sallyport.core.firewall.Decision;
import org.sallyport.core.firewall.Packet;
import org.sallyport.core.firewall.Packet.Payload;
import org.sallyport.core.firewall.Packet.Route;
import org.sallyport.core.firewall.Ruleset;
import org.sallyport.core.firewall.TcpFlag;

/// Packets that begin something, by every wire, from and to whatever matters to rules.
final class ArrivingPackets {
  private static final String FOREIGN_MAC = "52:54:00:00:00:99";

  private static final List<InetAddress> SOURCES =
      addresses(
          "10.152.152.11 10.152.152.12 10.152.152.77 10.152.152.10 10.9.0.11 10.9.0.1 10.9.0.44"
              + " 203.0.113.9"
              + " fd19:c33d:88bc::11 fd19:c33d:88bc::12 fd19:c33d:88bc::77 fd19:c33d:88bc::10"
              + " fd19:9::11 fd19:9::1 fd19:9::44 2001:db8:7::9");

  private static final List<InetAddress> DESTINATIONS =
      addresses(
          "10.152.152.10 10.9.0.1 198.51.100.2 192.0.2.2 203.0.113.200 10.152.152.12"
              + " fd19:c33d:88bc::10 fd19:9::1 2001:db8:1::2 2001:db8:2::2 2001:db8:7::200"
              + " fd19:c33d:88bc::12");

  private static final List<Payload> PAYLOADS = payloads();
  private static final int EACH = 1;
  private static final int EACH_OF_POLICY = 6;

  private ArrivingPackets() {}

  private static List<InetAddress> addresses(String text) {
    return Stream.of(text.split(" ", -1)).map(Policies::ip).toList();
  }

  private static List<Payload> payloads() {
    var payloads = new ArrayList<Payload>();
    for (int port : new int[] {9050, 9190, 9051, 53, 443, 22, 80, 81, 20_000}) {
      payloads.add(Payload.Tcp.opening(port));
    }
    payloads.add(new Payload.Tcp(443, EnumSet.of(TcpFlag.ACK)));
    payloads.add(new Payload.Tcp(443, EnumSet.of(TcpFlag.SYN, TcpFlag.FIN)));
    payloads.add(new Payload.Tcp(443, EnumSet.of(TcpFlag.SYN, TcpFlag.RST)));
    payloads.add(new Payload.Tcp(443, EnumSet.of(TcpFlag.FIN, TcpFlag.RST)));
    payloads.add(new Payload.Tcp(443, EnumSet.noneOf(TcpFlag.class)));
    payloads.add(new Payload.Tcp(443, EnumSet.of(TcpFlag.FIN, TcpFlag.PSH, TcpFlag.URG)));
    for (int port : new int[] {53, 443, 51_820}) {
      payloads.add(new Payload.Udp(0, port));
    }
    payloads.add(new Payload.Udp(67, 68));
    payloads.add(new Payload.Udp(547, 546));
    payloads.add(new Payload.Other(253));
    return payloads;
  }

  private static List<Payload> messages(InetAddress destination) {
    return (destination.getAddress().length == 4
            ? Stream.of(8, 13)
            : Stream.of(128, 133, 134, 135, 136))
        .<Payload>map(type -> new Payload.Icmp(type, 0))
        .toList();
  }

  private static Stream<Packet> all() {
    return Stream.of("int0", "int1", "eth0", "tun0")
        .flatMap(from ->
            Stream.of(Policies.MAC_ONE, Policies.MAC_TWO, FOREIGN_MAC)
                .map(mac -> new Route.Arriving(from, mac)))
        .flatMap(route -> SOURCES.stream().flatMap(source -> all(route, source)));
  }

  private static Stream<Packet> all(Route route, InetAddress source) {
    return DESTINATIONS.stream()
        .filter(to -> to.getAddress().length == source.getAddress().length)
        .flatMap(to ->
            Stream.concat(PAYLOADS.stream(), messages(to).stream())
                .flatMap(payload ->
                    Stream.of(false, true)
                        .filter(fragment -> !fragment || payload.equals(PAYLOADS.getFirst()))
                        .map(fragment ->
                            new Packet(
                                route, source, to, payload, ConnectionState.NEW, fragment))));
  }

  /// Some of them: for each rule that decides about any, at least one of each family.
  static List<Packet> some(Ruleset rules, Random random) {
    var candidates = new ArrayList<>(all().toList());
    Collections.shuffle(candidates, random);
    var chosen = new ArrayList<Packet>();
    var times = new HashMap<String, Integer>();
    for (Packet packet : candidates) {
      Decision decision = rules.decide(packet);
      if (decision.passes() && rules.own().contains(packet.source())) {
        continue; // the kernel takes no packet that says it is from itself
      }
      boolean policy = decision.rule().equals(Decision.POLICY);
      String why = decision.hook() + decision.rule() + packet.isV4();
      if (times.merge(why, 1, Integer::sum) <= (policy ? EACH_OF_POLICY : EACH)) {
        chosen.add(packet);
      }
    }
    return chosen;
  }
}
