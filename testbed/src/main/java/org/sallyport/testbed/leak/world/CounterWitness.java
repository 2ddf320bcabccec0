package org.sallyport.testbed.leak.world;

import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.linux.namespace.NetworkNamespace;
import org.sallyport.linux.nft.PacketCounters;

/// The kernel's packet counters in one namespace.
final class CounterWitness implements Witness {
  private final Post post;
  private final PacketCounters counters;
  private Map<String, Long> before = new TreeMap<>();

  /// Where a witness stands.
  ///
  /// @param where the place, in words
  /// @param namespace the place
  /// @param family of its table
  record Post(String where, NetworkNamespace namespace, String family) {
    String table() {
      return family + " " + CounterRules.TABLE;
    }
  }

  /// Counts from now on.
  ///
  /// @param rules the table
  CounterWitness(Post post, PacketCounters counters, String rules) throws InterruptedException {
    this.post = post;
    this.counters = counters;
    counters.apply(post.namespace(), rules);
  }

  @Override
  public Sighting look() {
    Map<String, Long> now = read();
    long leaked = 0;
    long throughTor = 0;
    var examples = new ArrayList<String>();
    for (var entry : now.entrySet()) {
      long more = entry.getValue() - before.getOrDefault(entry.getKey(), 0L);
      if (CounterRules.isThroughTor(entry.getKey())) {
        throughTor += more;
      } else if (more > 0) {
        leaked += more;
        examples.add(more + " packets counted as " + entry.getKey() + " at " + post.where());
      }
    }
    before = now;
    return new Sighting(leaked, throughTor, examples);
  }

  private Map<String, Long> read() {
    try {
      return CounterRules.complete(counters.read(post.namespace(), post.table()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GatewayException(ErrorKind.TIMEOUT, "The leak test was interrupted.", e);
    }
  }
}
