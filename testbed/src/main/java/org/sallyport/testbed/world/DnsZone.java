package org.sallyport.testbed.world;

import java.net.Inet4Address;
import java.util.HashMap;
import java.util.Map;

/// The names of the private world: everything else does not exist. Immutable and pure.
///
/// @param addresses lower-case names without a final dot; a reverse name answers with one of the
///   names of its address
record DnsZone(Map<String, Inet4Address> addresses) {
  DnsZone {
    addresses = Map.copyOf(addresses);
  }

  /// The same zone with one more name.
  DnsZone with(String name, Inet4Address address) {
    var more = new HashMap<>(addresses);
    more.put(name, address);
    return new DnsZone(more);
  }

  /// What to say to a question.
  DnsAnswer answer(DnsQuestion question) {
    if (question.type() == DnsQuestion.TYPE_PTR) {
      return reverse(question.name());
    }
    var address = addresses.get(question.name());
    if (address == null) {
      return new DnsAnswer.NoSuchName();
    }
    return question.type() == DnsQuestion.TYPE_A
        ? new DnsAnswer.Address(address)
        : new DnsAnswer.Empty();
  }

  private DnsAnswer reverse(String name) {
    return addresses.entrySet().stream()
        .filter(e -> reverseName(e.getValue()).equals(name))
        .map(Map.Entry::getKey)
        .min(String::compareTo)
        .<DnsAnswer>map(DnsAnswer.Name::new)
        .orElseGet(DnsAnswer.NoSuchName::new);
  }

  private static String reverseName(Inet4Address address) {
    var b = address.getAddress();
    return "%d.%d.%d.%d.in-addr.arpa".formatted(b[3] & 0xff, b[2] & 0xff, b[1] & 0xff, b[0] & 0xff);
  }
}
