package org.sallyport.linux.nft;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How many packets of each kind a workstation tried to send past the gateway, all of them refused.
///
/// @param packets one number per kind
public record RejectedPackets(Map<Kind, Long> packets) {
  private static final Pattern COUNTER =
      Pattern.compile("counter (\\w{1,64}) \\{\\s+packets (\\d{1,18}) bytes \\d{1,20}\\s+\\}");

  /// What was refused.
  public enum Kind {
    /// TCP: only while transparent TCP is off, or packets of no known connection.
    TCP,
    /// UDP other than DNS: QUIC, NTP, WebRTC.
    UDP,
    /// Ping, of both families.
    ICMP,
    /// Every other protocol.
    OTHER;

    String counter() {
      return "rejected_" + name().toLowerCase(Locale.ROOT);
    }
  }

  public RejectedPackets {
    for (Kind kind : Kind.values()) {
      if (!packets.containsKey(kind)) {
        throw new IllegalArgumentException("packets: " + packets + " (expected: all kinds)");
      }
    }
    packets = Collections.unmodifiableMap(new EnumMap<>(packets));
  }

  /// The number of one kind.
  public long of(Kind kind) {
    return packets.getOrDefault(kind, 0L);
  }

  /// Reads what `nft list counters` prints.
  ///
  /// @throws IllegalArgumentException if a counter is missing
  static RejectedPackets parse(String listing) {
    Map<Kind, Long> packets = new EnumMap<>(Kind.class);
    Matcher matcher = COUNTER.matcher(listing);
    while (matcher.find()) {
      for (Kind kind : Kind.values()) {
        if (kind.counter().equals(matcher.group(1))) {
          packets.put(kind, Long.parseLong(matcher.group(2)));
        }
      }
    }
    return new RejectedPackets(packets);
  }
}
