package org.sallyport.core.lan;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.sallyport.core.workstation.WorkstationName;

/// A machine that is a workstation, known by what its packets come with. What has only one of the
/// addresses is somebody else.
///
/// @param workstation whose policy it has and whose circuits it uses
/// @param addresses its own, IPv4 and IPv6
/// @param mac its hardware address as `52:54:00:12:34:56`; "" if any will do
public record Machine(WorkstationName workstation, List<InetAddress> addresses, String mac)
    implements Resident {
  private static final Pattern MAC = Pattern.compile("[0-9a-f]{2}(:[0-9a-f]{2}){5}|");

  public Machine {
    addresses = List.copyOf(addresses);
    mac = mac.toLowerCase(Locale.ROOT);
    if (addresses.isEmpty() || !MAC.matcher(mac).matches()) {
      throw new IllegalArgumentException(
          "machine: %s, %s (expected: addresses, and a MAC or none)".formatted(addresses, mac));
    }
  }
}
