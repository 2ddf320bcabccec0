package org.sallyport.core.port;

import java.util.Arrays;
import java.util.Locale;

/// The flags of tor's manual that a port of the gateway does not take, each with the reason.
public enum RefusedFlag {
  NO_ISOLATE_CLIENT_ADDR(
      "NoIsolateClientAddr", "every launch is a client of its own and stays one"),
  NO_ONION_TRAFFIC_ONLY("NoOnionTrafficOnly", "tor has no such flag; leave OnionTrafficOnly out"),
  CACHE_DNS("CacheDNS", Reasons.CACHE),
  CACHE_IPV4_DNS("CacheIPv4DNS", Reasons.CACHE),
  CACHE_IPV6_DNS("CacheIPv6DNS", Reasons.CACHE),
  USE_DNS_CACHE("UseDNSCache", Reasons.CACHE),
  USE_IPV4_CACHE("UseIPv4Cache", Reasons.CACHE),
  USE_IPV6_CACHE("UseIPv6Cache", Reasons.CACHE),
  PREFER_IPV6_AUTOMAP(
      "PreferIPv6Automap", "a query for either family is answered with that family"),
  GROUP_WRITABLE("GroupWritable", Reasons.SOCKET),
  WORLD_WRITABLE("WorldWritable", Reasons.SOCKET),
  RELAX_DIR_MODE_CHECK("RelaxDirModeCheck", Reasons.SOCKET);

  private final String torrcName;
  private final String reason;

  RefusedFlag(String torrcName, String reason) {
    this.torrcName = torrcName;
    this.reason = reason;
  }

  /// The flag as torrc spells it.
  public String torrcName() {
    return torrcName;
  }

  /// Why it is not taken.
  public String reason() {
    return reason;
  }

  /// Why a word is no flag of a port; its `No` form is refused for the same reason.
  static String reason(String lower) {
    return Arrays.stream(values())
        .filter(flag -> {
          String name = flag.torrcName.toLowerCase(Locale.ROOT);
          return lower.equals(name) || lower.equals("no" + name);
        })
        .findFirst()
        .map(flag -> "not taken here: " + flag.reason)
        .orElse("no flag of a port (expected: torrc's, such as IsolateDestAddr; see ports.md)");
  }

  /// What several flags have in common.
  private static final class Reasons {
    private static final String CACHE =
        "an answer that one stream got would steer another; names go out with their streams";
    private static final String SOCKET = "it is about unix sockets, and ports are not";

    private Reasons() {}
  }
}
