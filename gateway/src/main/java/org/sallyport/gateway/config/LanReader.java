package org.sallyport.gateway.config;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.sallyport.core.lan.Lan;
import org.sallyport.core.lan.Machine;
import org.sallyport.core.stream.Host;
import org.sallyport.core.workstation.WorkstationName;

/// Reads `[lan]`, and the machines that workstations name in `[[workstation.NAME.machine]]`.
final class LanReader {
  private static final Set<String> KEYS = Set.of("interface", "addresses");
  private static final Set<String> MACHINE_KEYS = Set.of("addresses", "mac");
  private static final Pattern INTERFACE = Pattern.compile("[a-zA-Z0-9_.-]{1,15}");
  private static final Pattern MAC = Pattern.compile("[0-9a-fA-F]{2}(:[0-9a-fA-F]{2}){5}");
  private static final Pattern BITS = Pattern.compile("0|[1-9][0-9]{0,2}");

  /// The addresses of a Whonix-Gateway.
  private static final List<String> USUAL = List.of("10.152.152.10/18", "fd19:c33d:88bc::10/96");

  private LanReader() {}

  /// The network that the file describes; problems are recorded in their sections.
  static Optional<Lan> read(Section top) {
    List<Machine> machines = machines(top.section("workstation"));
    if (!top.keys().contains("lan")) {
      if (!machines.isEmpty()) {
        top.problem("lan", "missing, but workstations have machines (expected: interface = \"…\")");
      }
      return Optional.empty();
    }
    Section lan = top.section("lan");
    lan.refuseUnknown(KEYS);
    Optional<String> internal = lan.string("interface").filter(LanReader::isInterface);
    if (internal.isEmpty()) {
      lan.problem("interface", "missing or no name of an interface (expected: as in ip link)");
    }
    List<Lan.Address> addresses = addresses(lan);
    return internal.map(name -> new Lan(name, addresses, machines));
  }

  private static boolean isInterface(String name) {
    return INTERFACE.matcher(name).matches() && !name.equals("lo");
  }

  private static List<Lan.Address> addresses(Section lan) {
    List<String> texts = lan.keys().contains("addresses") ? lan.strings("addresses") : USUAL;
    var addresses = new ArrayList<Lan.Address>();
    for (String text : texts) {
      Optional<Lan.Address> address = address(text);
      address.ifPresentOrElse(
          addresses::add,
          () -> lan.problem("addresses", "\"" + text + "\" (expected: address/bits)"));
    }
    return addresses;
  }

  private static Optional<Lan.Address> address(String text) {
    int slash = text.indexOf('/');
    String bits = text.substring(slash + 1);
    return slash > 0 && BITS.matcher(bits).matches()
        ? literal(text.substring(0, slash))
            .filter(address -> Integer.parseInt(bits) <= address.getAddress().length * Byte.SIZE)
            .map(address -> new Lan.Address(address, Integer.parseInt(bits)))
        : Optional.empty();
  }

  private static Optional<InetAddress> literal(String text) {
    return Host.of(text).orElse(null) instanceof Host.Address(var address)
        ? Optional.of(address)
        : Optional.empty();
  }

  private static List<Machine> machines(Section workstations) {
    var machines = new ArrayList<Machine>();
    var seen = new ArrayList<InetAddress>();
    for (String name : workstations.keys()) {
      if (WorkstationName.isValid(name)) {
        for (Section section : workstations.section(name).sections("machine")) {
          machine(new WorkstationName(name), section, seen).ifPresent(machines::add);
        }
      }
    }
    return machines;
  }

  private static Optional<Machine> machine(
      WorkstationName name, Section section, List<InetAddress> seen) {
    section.refuseUnknown(MACHINE_KEYS);
    var addresses = new ArrayList<InetAddress>();
    for (String text : section.strings("addresses")) {
      Optional<InetAddress> address = literal(text);
      if (address.isEmpty() || seen.contains(address.get())) {
        section.problem("addresses", "\"" + text + "\" (expected: an address of no other machine)");
      } else {
        addresses.add(address.get());
        seen.add(address.get());
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
}
