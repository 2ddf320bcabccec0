package org.sallyport.tor.contact;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sallyport.core.firewall.Endpoint;

/// Addresses and ports as tor writes them: `192.0.2.1:443`, `[2001:db8::1]:443`.
///
/// Total: what is something else is nobody, and no name is ever resolved.
final class EndpointText {
  private static final Pattern V4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
  private static final Pattern V6 = Pattern.compile("\\[([0-9a-fA-F:.]{2,45})\\]");
  private static final Pattern PORT = Pattern.compile("[1-9][0-9]{0,4}");

  private EndpointText() {}

  static Optional<Endpoint> read(String text) {
    int colon = text.lastIndexOf(':');
    return colon < 0 ? Optional.empty() : read(text.substring(0, colon), text.substring(colon + 1));
  }

  static Optional<Endpoint> read(String host, String port) {
    var bracketed = V6.matcher(host);
    boolean v6 = bracketed.matches();
    if (!PORT.matcher(port).matches() || !(v6 || isV4(host))) {
      return Optional.empty();
    }
    try {
      var address = InetAddress.ofLiteral(v6 ? bracketed.group(1) : host);
      return Optional.of(new Endpoint(address, Integer.parseInt(port)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  static boolean isV4(String text) {
    return V4.matcher(text).matches();
  }
}
