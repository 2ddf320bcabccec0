package org.sallyport.gateway.config;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sallyport.core.firewall.Network;
import org.sallyport.core.lan.Lan;
import org.sallyport.core.stream.Host;

/// Addresses and networks as the file writes them; nothing is ever looked up.
final class Addresses {
  private static final Pattern BITS = Pattern.compile("0|[1-9][0-9]{0,2}");

  private Addresses() {}

  /// `10.152.152.10` or `fd19::10`.
  static Optional<InetAddress> literal(String text) {
    return Host.of(text).orElse(null) instanceof Host.Address(var address)
        ? Optional.of(address)
        : Optional.empty();
  }

  /// `10.152.152.10/18`.
  static Optional<Lan.Address> withBits(String text) {
    int slash = text.indexOf('/');
    String bits = text.substring(slash + 1);
    return slash > 0 && BITS.matcher(bits).matches()
        ? literal(text.substring(0, slash))
            .filter(address -> Integer.parseInt(bits) <= address.getAddress().length * Byte.SIZE)
            .map(address -> new Lan.Address(address, Integer.parseInt(bits)))
        : Optional.empty();
  }

  /// `192.168.1.0/24` without a bit behind the prefix, or one address.
  static Optional<Network> network(String text) {
    return text.indexOf('/') < 0
        ? literal(text).map(Network::of)
        : withBits(text)
            .filter(read -> read.network().base().equals(read.address()))
            .map(Lan.Address::network);
  }
}
