package org.sallyport.dataplane;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import org.sallyport.core.port.PortGroup;
import org.sallyport.core.port.PortKind;

/// Where the listeners of a compartment listen.
///
/// @param addresses each listener on every one of them
/// @param numbers the number of the listener of each kind, where it is not its lowest port's
public record ListenAt(List<InetAddress> addresses, Map<PortKind, Integer> numbers) {
  /// On loopback, with the lowest of the numbers that a listener serves.
  public static final ListenAt LOOPBACK =
      new ListenAt(
          List.of(InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("::1")), Map.of());

  public ListenAt {
    addresses = List.copyOf(addresses);
    numbers = Map.copyOf(numbers);
  }

  int number(PortGroup group) {
    return numbers.getOrDefault(group.kind(), group.listening().number());
  }
}
