package org.sallyport.gateway.config;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sallyport.core.lan.FirewallPolicy;
import org.sallyport.core.lan.FirewallPolicy.Uplinks;
import org.sallyport.core.lan.Guests;
import org.sallyport.core.lan.Lan;
import org.sallyport.core.lan.LanPolicy;
import org.sallyport.core.lan.Machine;
import org.sallyport.core.lan.MachineLimits;
import org.sallyport.core.stream.Host;
import org.sallyport.core.workstation.WorkstationName;

/// Reads each `[[lan]]`, and the machines that workstations name in `[[workstation.NAME.machine]]`:
/// a machine is on the network that its addresses are in.
final class LanReader {
  private static final Set<String> KEYS =
      Set.of("interface", "addresses", "unknown", "connections", "new-connections");
  private static final Set<String> MACHINE_KEYS = Set.of("addresses", "mac");
  private static final Pattern MAC = Pattern.compile("[0-9a-fA-F]{2}(:[0-9a-fA-F]{2}){5}");

  /// The addresses of a Whonix-Gateway.
  private static final List<String> USUAL = List.of("10.152.152.10/18", "fd19:c33d:88bc::10/96");

  private final Section top;
  private final List<Place> places = new ArrayList<>();
  private final Set<InetAddress> seen = new HashSet<>();

  private LanReader(Section top) {
    this.top = top;
  }

  /// A network, and what of the file it is.
  ///
  /// @param section where its problems are recorded
  /// @param machines of it, filled as they are read
  private record Place(Section section, Lan lan, List<Machine> machines) {
    Lan whole() {
      return new Lan(lan.internal(), lan.addresses(), machines, lan.guests(), lan.limits());
    }
  }

  /// The networks that the file describes; problems are recorded in their sections.
  static Optional<LanPolicy> read(Section top) {
    return new LanReader(top).policy();
  }

  private Optional<LanPolicy> policy() {
    List<Section> lans = top.sections("lan");
    FirewallPolicy firewall = FirewallReader.read(top.section("firewall"));
    for (Section section : lans) {
      lan(section).ifPresent(lan -> places.add(new Place(section, lan, new ArrayList<>())));
    }
    apart();
    boolean readable = places.size() == lans.size();
    machines(top.section("workstation"), readable);
    if (lans.isEmpty() && top.keys().contains("firewall")) {
      top.problem("firewall", "has no meaning without a [[lan]]: the rules are a gateway's");
    }
    return readable && !places.isEmpty() && apart(firewall)
        ? Optional.of(new LanPolicy(places.stream().map(Place::whole).toList(), firewall))
        : Optional.empty();
  }

  private Optional<Lan> lan(Section lan) {
    lan.refuseUnknown(KEYS);
    Optional<String> internal = lan.string("interface").filter(Uplinks::isName);
    if (internal.isEmpty()) {
      lan.problem("interface", "missing or no name of an interface (expected: as in ip link)");
    }
    List<Lan.Address> addresses = addresses(lan);
    Guests guests = guests(lan);
    var limits =
        new MachineLimits(
            lan.integer("connections", 1, MachineLimits.MOST)
                .orElse(MachineLimits.DEFAULTS.connections()),
            lan.integer("new-connections", 1, MachineLimits.MOST)
                .orElse(MachineLimits.DEFAULTS.newConnections()));
    return internal.map(name -> new Lan(name, addresses, List.of(), guests, limits));
  }

  private static @Nullable Guests guests(Section lan) {
    String name = lan.string("unknown").orElse("");
    if (!name.isEmpty() && !WorkstationName.isValid(name)) {
      lan.problem("unknown", "\"" + name + "\" (expected: the name of a workstation)");
      return null;
    }
    return name.isEmpty() ? null : new Guests(new WorkstationName(name));
  }

  private static List<Lan.Address> addresses(Section lan) {
    List<String> texts = lan.keys().contains("addresses") ? lan.strings("addresses") : USUAL;
    var addresses = new ArrayList<Lan.Address>();
    for (String text : texts) {
      Lan.Address.of(text)
          .ifPresentOrElse(
              addresses::add,
              () -> lan.problem("addresses", "\"" + text + "\" (expected: address/bits)"));
    }
    if (texts.isEmpty()) {
      lan.problem("addresses", "none (expected: the gateway's own, address/bits)");
    }
    return addresses;
  }

  /// What is wrong if two networks cannot be told from one another.
  private void apart() {
    var before = new ArrayList<Lan>();
    for (Place place : places) {
      if (before.stream().anyMatch(lan -> lan.internal().equals(place.lan().internal()))) {
        place.section().problem("interface", "of another [[lan]], too (expected: one of its own)");
      }
      before.add(place.lan());
      if (LanPolicy.overlap(before)) {
        place.section().problem("addresses", "in the network of another [[lan]], too");
        return;
      }
    }
  }

  private boolean apart(FirewallPolicy firewall) {
    List<String> internals = places.stream().map(place -> place.lan().internal()).toList();
    for (String key : List.of("uplinks", "tor-interface")) {
      List<String> names =
          key.equals("uplinks")
              ? firewall.uplinks().names()
              : List.of(firewall.uplinks().torInterface());
      if (names.stream().anyMatch(internals::contains)) {
        top.section("firewall").problem(key, "an interface of a [[lan]], which never leads out");
        return false;
      }
    }
    return internals.stream().distinct().count() == internals.size()
        && !LanPolicy.overlap(places.stream().map(Place::lan).toList());
  }

  private void machines(Section workstations, boolean readable) {
    for (String name : workstations.keys()) {
      if (WorkstationName.isValid(name)) {
        for (Section section : workstations.section(name).sections("machine")) {
          Optional<Machine> machine = machine(new WorkstationName(name), section);
          if (places.isEmpty() && readable) {
            top.problem(
                "lan", "missing, but workstations have machines (expected: interface = \"…\")");
          } else if (readable) {
            machine.ifPresent(it -> settle(it, section));
          }
        }
      }
    }
  }

  private Optional<Machine> machine(WorkstationName name, Section section) {
    section.refuseUnknown(MACHINE_KEYS);
    var addresses = new ArrayList<InetAddress>();
    for (String text : section.strings("addresses")) {
      Optional<InetAddress> address = Host.literal(text);
      if (address.isEmpty() || !seen.add(address.get())) {
        section.problem("addresses", "\"" + text + "\" (expected: an address of no other machine)");
      } else {
        addresses.add(address.get());
      }
    }
    String mac = section.string("mac").orElse("");
    if (!mac.isEmpty() && !MAC.matcher(mac).matches()) {
      section.problem("mac", "\"" + mac + "\" (expected: 52:54:00:12:34:56)");
      return Optional.empty();
    }
    if (addresses.isEmpty()) {
      section.problem("addresses", "none (expected: those of the machine)");
      return Optional.empty();
    }
    return Optional.of(new Machine(name, addresses, mac));
  }

  /// Puts a machine where all its addresses are.
  private void settle(Machine machine, Section section) {
    places.stream()
        .filter(place ->
            machine.addresses().stream()
                .allMatch(address ->
                    place.lan().addresses().stream().anyMatch(own -> own.isFor(address))))
        .findFirst()
        .ifPresentOrElse(
            place -> place.machines().add(machine),
            () ->
                section.problem(
                    "addresses", "not all in the network of one [[lan]] (expected: free there)"));
  }
}
