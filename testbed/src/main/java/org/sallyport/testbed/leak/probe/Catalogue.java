package org.sallyport.testbed.leak.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.sallyport.testbed.leak.probe.Probe.Kind;
import org.sallyport.testbed.leak.probe.Probe.Trait;

/// All probes, in the order in which they run. Each has a namesake in `probes.pl`.
public final class Catalogue {
  private static final Set<Trait> REFUSABLE = Set.of(Trait.MAY_BE_REFUSED);

  private static final List<Probe> PROBES = all();

  private Catalogue() {}

  /// The probes.
  public static List<Probe> probes() {
    return PROBES;
  }

  private static List<Probe> all() {
    return Stream.of(
            connections(), datagrams(), names(), raw(), spoofed(), reached(), calls(), attempts())
        .flatMap(List::stream)
        .toList();
  }

  private static List<Probe> connections() {
    var all = new ArrayList<Probe>();
    all.add(new Probe("silence", Family.SILENCE, Kind.SILENCE, Set.of()));
    all.addAll(
        streams(
            Family.TCP,
            """
            tcp4-public tcp6-public tcp4-mapped tcp4-lan tcp6-lan tcp4-router tcp6-router
            tcp4-host tcp6-host tcp4-host-loopback tcp6-host-loopback tcp4-host-link-local
            tcp6-host-link-local tcp4-relay tcp4-bridge tcp4-relay-port tcp4-bridge-port
            tcp4-fake-of-another
            tcp4-link-local tcp6-link-local tcp-fast-open tcp-multipath tcp-device tcp-marked
            tcp-foreign-source
            """));
    all.addAll(streams(Family.KEPT, "tcp-kept-fin tcp-kept-rst"));
    return all;
  }

  private static List<Probe> datagrams() {
    var all = new ArrayList<Probe>();
    all.addAll(
        packets(
            Family.UDP,
            """
            udp4-ntp udp6-ntp udp4-quic udp6-quic udp4-ssdp udp6-ssdp udp4-stun udp6-stun
            udp4-mdns udp6-mdns udp4-random udp6-random udp4-lan udp6-lan udp4-host udp6-host
            udp4-host-loopback udp6-host-loopback udp4-relay udp4-link-local udp6-link-local
            """));
    all.addAll(
        packets(
            Family.GROUPS,
            """
            broadcast broadcast-subnet multicast4-ssdp multicast4-mdns multicast4-llmnr
            multicast6-mdns multicast6-llmnr multicast6-nodes
            """));
    return all;
  }

  private static List<Probe> names() {
    var all = new ArrayList<Probe>();
    all.addAll(packets(Family.DNS, "dns4-public dns6-public dns4-lan dns6-lan dns4-router"));
    all.addAll(
        streams(Family.DNS, "dns4-tcp-public dns6-tcp-public dns4-tcp-lan dns-tls dns-https"));
    return all;
  }

  private static List<Probe> raw() {
    var all = new ArrayList<Probe>();
    all.addAll(packets(Family.ICMP, "ping4-raw ping6-raw traceroute"));
    all.addAll(refusable(Family.ICMP, "ping4-socket ping6-socket"));
    all.addAll(
        packets(
            Family.RAW,
            """
            raw4-every-protocol raw6-every-protocol raw-fin-ack raw-rst-ack raw-syn-ack
            raw-syn-fin raw-null raw-xmas raw-spoofed raw-fragment frame
            """));
    all.addAll(refusable(Family.RAW, "raw-source-route option-source-route"));
    all.addAll(refusable(Family.TRANSPORTS, "sctp dccp udplite"));
    return all;
  }

  /// What only a machine that is not the gateway's can try.
  private static List<Probe> spoofed() {
    var all = new ArrayList<Probe>();
    all.addAll(
        packets(
            Family.SPOOFED,
            """
            spoof4-machine spoof6-machine spoof4-foreign spoof6-foreign spoof4-unknown
            mac4-foreign mac6-foreign mac4-machine mac6-machine
            """));
    all.addAll(
        packets(
            Family.GATEWAY,
            """
            gateway4-tcp gateway6-tcp gateway4-udp gateway6-udp
            gateway6-tcp-link gateway6-udp-link
            """));
    return all;
  }

  private static List<Probe> calls() {
    var all = new ArrayList<Probe>();
    all.addAll(streams(Family.CALLS, "static-program empty-environment preloaded-library"));
    all.addAll(made(Family.CALLS, Kind.STREAM, REFUSABLE, "foreign-calls io-uring"));
    return all;
  }

  private static List<Probe> reached() {
    var all = new ArrayList<Probe>();
    all.addAll(attempts(Family.OUTSIDE, Set.of(Trait.NEEDS_KNOCKS), "knock4 knock6 knock-syn-ack"));
    all.addAll(attempts(Family.OTHERS, Set.of(), "lookup-timing"));
    return all;
  }

  private static List<Probe> attempts() {
    var all = new ArrayList<Probe>();
    all.addAll(attempts(Family.SOCKETS, REFUSABLE, "vsock bluetooth can xdp crypto"));
    all.addAll(attempts(Family.SOCKETS, Set.of(), "netfilter unix-path unix-abstract"));
    all.addAll(
        attempts(
            Family.SOCKETS,
            Set.of(),
            "unix-system-bus unix-session-bus unix-wayland unix-systemd unix-docker"));
    all.addAll(attempts(Family.SOCKETS, Set.of(Trait.NEEDS_GATEWAY), "unix-gateway"));
    all.addAll(
        attempts(
            Family.PROCESSES,
            Set.of(),
            "process-seen process-signal process-trace process-network descriptors"));
    all.addAll(attempts(Family.PROCESSES, REFUSABLE, "setuid-program"));
    all.addAll(attempts(Family.FILES, Set.of(), "file-secret mount"));
    all.addAll(attempts(Family.FILES, Set.of(Trait.NEEDS_GATEWAY), "file-runtime"));
    all.addAll(attempts(Family.FILES, REFUSABLE, "device terminal-input"));
    all.addAll(attempts(Family.KERNEL, Set.of(), "packet-rules interfaces network-setting"));
    all.addAll(attempts(Family.KERNEL, REFUSABLE, "core-pattern magic-key keyring perf"));
    return all;
  }

  private static List<Probe> attempts(Family family, Set<Trait> traits, String names) {
    return made(family, Kind.ATTEMPT, traits, names);
  }

  private static List<Probe> streams(Family family, String names) {
    return made(family, Kind.STREAM, Set.of(), names);
  }

  private static List<Probe> packets(Family family, String names) {
    return made(family, Kind.PACKET, Set.of(), names);
  }

  private static List<Probe> refusable(Family family, String names) {
    return made(family, Kind.PACKET, REFUSABLE, names);
  }

  private static List<Probe> made(Family family, Kind kind, Set<Trait> traits, String names) {
    return Stream.of(names.strip().split("\\s+"))
        .map(name -> new Probe(name, family, kind, traits))
        .toList();
  }
}
