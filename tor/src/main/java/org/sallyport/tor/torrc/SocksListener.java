package org.sallyport.tor.torrc;

import java.util.TreeSet;
import org.sallyport.core.port.TrafficFlag;
import org.sallyport.core.port.UpstreamFlavour;

/// One unix SocksPort of the upstream, for the streams of one flavour.
///
/// Isolation is the SOCKS token alone: `IsolateSOCKSAuth` is always on, and all listeners are one
/// session group, so that nothing but the token decides which streams share.
///
/// @param flavour what tor has to see to for the streams that come here
public record SocksListener(UpstreamFlavour flavour) {
  /// The listener that every upstream has.
  public static final SocksListener DEFAULT = new SocksListener(UpstreamFlavour.PLAIN);

  private static final String NAME = "socks";

  /// The name of its socket in the run folder: `socks`, and a letter for each flag.
  public String name() {
    var name = new StringBuilder(NAME);
    for (TrafficFlag flag : new TreeSet<>(flavour.flags())) {
      name.append(name.length() == NAME.length() ? "-" : "").append(letter(flag));
    }
    return name.toString();
  }

  private static char letter(TrafficFlag flag) {
    return switch (flag) {
      case NO_IPV4_TRAFFIC -> '4';
      case NO_IPV6_TRAFFIC -> '6';
      case PREFER_IPV6 -> 'p';
      case KEEP_ALIVE_ISOLATE_SOCKS_AUTH -> 'k';
      case EXTENDED_ERRORS -> 'e';
      case NO_DNS_REQUEST, NO_ONION_TRAFFIC, ONION_TRAFFIC_ONLY, PREFER_SOCKS_NO_AUTH ->
          throw new IllegalArgumentException(
              "upstream flag: " + flag.torrcName() + " (expected: one that tor enforces)");
    };
  }

  /// The flags in torrc spelling and a fixed order, each with a blank before it.
  String flagText() {
    var text = new StringBuilder(" IsolateSOCKSAuth SessionGroup=0");
    for (TrafficFlag flag : new TreeSet<>(flavour.flags())) {
      text.append(' ').append(flag.torrcName());
    }
    return text.toString();
  }
}
