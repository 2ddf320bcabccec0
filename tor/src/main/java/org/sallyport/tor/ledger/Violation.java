package org.sallyport.tor.ledger;

import java.time.Instant;
import java.util.List;
import org.sallyport.tor.control.SocksCredentials;

/// Something that must never happen, with what shows it. Its text form reveals no token.
public sealed interface Violation {
  Instant at();

  /// A circuit, or a conflux set of circuits, carried streams of two isolation tokens.
  record SharedCircuit(Instant at, List<Integer> circuits, List<SocksCredentials> carried)
      implements Violation {
    public SharedCircuit {
      circuits = List.copyOf(circuits);
      carried = List.copyOf(carried);
    }
  }

  /// tor shows other credentials on a circuit than those of the streams on it.
  record WitnessMismatch(
      Instant at, int circuitId, SocksCredentials shown, List<SocksCredentials> carried)
      implements Violation {
    public WitnessMismatch {
      carried = List.copyOf(carried);
    }
  }

  /// A stream entered tor by another way than through the gateway.
  record ForeignStream(Instant at, long streamId, String protocol) implements Violation {}
}
