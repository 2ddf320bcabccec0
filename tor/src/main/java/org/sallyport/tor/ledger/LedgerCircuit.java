package org.sallyport.tor.ledger;

import java.util.List;
import java.util.Optional;
import org.sallyport.core.isolation.IsolationToken;
import org.sallyport.core.secret.Sensitive;
import org.sallyport.tor.control.CircuitStatus;
import org.sallyport.tor.control.Hop;
import org.sallyport.tor.control.SocksCredentials;

/// One circuit as tor shows it. `confluxId` joins the legs of a conflux set, "" if there is none;
/// `carried` are the credentials of all streams that it, or its conflux set, ever carried: more
/// than one is a violation.
public record LedgerCircuit(
    int id,
    CircuitStatus status,
    String purpose,
    Sensitive<List<Hop>> path,
    String confluxId,
    List<SocksCredentials> carried,
    Lifetime life,
    Traffic traffic) {
  public LedgerCircuit {
    carried = List.copyOf(carried);
  }

  /// Payload bytes that tor delivered from and to the circuit.
  public record Traffic(long read, long written) {
    static final Traffic NONE = new Traffic(0, 0);

    Traffic plus(long moreRead, long moreWritten) {
      return new Traffic(read + moreRead, written + moreWritten);
    }
  }

  /// The gateway's tokens among [#carried].
  public List<IsolationToken> tokens() {
    return carried.stream().map(TokenReader::token).flatMap(Optional::stream).toList();
  }

  /// Whether it broke the law.
  public boolean isShared() {
    return carried.size() > 1;
  }
}
