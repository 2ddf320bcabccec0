package org.sallyport.linux.nft;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.sallyport.core.error.GatewayException;
import org.sallyport.linux.namespace.NetworkNamespace;

/// Tables that do nothing but count, and their named counters: one of the leak test's witnesses.
/// Thread-safe.
public final class PacketCounters {
  private static final Pattern COUNTER =
      Pattern.compile("counter (\\w{1,64}) \\{\\s+packets (\\d{1,18}) bytes \\d{1,20}\\s+\\}");

  private final LibNftables nftables;

  /// Loads the library.
  ///
  /// @throws GatewayException MISSING_PREREQUISITE if nftables is not installed
  public PacketCounters() {
    this.nftables = LibNftables.load();
  }

  /// Applies commands inside a namespace, all or nothing.
  ///
  /// @throws GatewayException if the kernel refuses
  public void apply(NetworkNamespace namespace, String commands) throws InterruptedException {
    String _ = LibNftables.inside(namespace, () -> nftables.run(commands));
  }

  /// The packets of each named counter of a table.
  ///
  /// @param table family and name
  /// @throws GatewayException if there is no such table
  public Map<String, Long> read(NetworkNamespace namespace, String table)
      throws InterruptedException {
    return parse(LibNftables.inside(namespace, () -> nftables.run("list counters table " + table)));
  }

  /// Reads what `nft list counters` prints.
  static Map<String, Long> parse(String listing) {
    Map<String, Long> packets = new TreeMap<>();
    var matcher = COUNTER.matcher(listing);
    while (matcher.find()) {
      packets.put(matcher.group(1), Long.parseLong(matcher.group(2)));
    }
    return packets;
  }
}
