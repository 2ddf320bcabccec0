package org.sallyport.tor.ledger;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.sallyport.tor.control.SocksCredentials;

/// Circuits that count as one (the legs of a conflux set, or a single circuit) and the credentials
/// of all streams that they ever carried. Confined to the ledger's thread.
final class CarrierSet {
  /// Credentials kept of one set; it is a violation from the second on.
  private static final int MAX_CREDENTIALS = 16;

  private final Set<Integer> circuits = new TreeSet<>();
  private final Set<SocksCredentials> carried = new LinkedHashSet<>();

  void join(int circuit) {
    circuits.add(circuit);
  }

  /// Forgets a circuit, but not what it carried.
  ///
  /// @return whether none is left
  boolean leave(int circuit) {
    circuits.remove(circuit);
    return circuits.isEmpty();
  }

  /// Notes that a stream with these credentials is on one of the circuits.
  ///
  /// @return whether this broke the law (again)
  boolean carry(SocksCredentials credentials) {
    boolean fresh = carried.size() < MAX_CREDENTIALS && carried.add(credentials);
    return fresh && carried.size() > 1;
  }

  /// Takes over all of `other`.
  ///
  /// @return whether this broke the law (again)
  boolean absorb(CarrierSet other) {
    int before = Math.max(carried.size(), other.carried.size());
    circuits.addAll(other.circuits);
    other.carried.forEach(this::carry);
    return carried.size() > 1 && carried.size() > before;
  }

  /// Whether `shown` is none of what was carried, though something was.
  boolean contradicts(SocksCredentials shown) {
    return !carried.isEmpty() && !carried.contains(shown);
  }

  List<Integer> circuits() {
    return List.copyOf(circuits);
  }

  List<SocksCredentials> carried() {
    return new ArrayList<>(carried);
  }
}
