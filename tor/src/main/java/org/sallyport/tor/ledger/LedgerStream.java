package org.sallyport.tor.ledger;

import java.util.List;
import java.util.Optional;
import org.sallyport.core.isolation.IsolationToken;
import org.sallyport.core.secret.Sensitive;
import org.sallyport.tor.control.SocksCredentials;
import org.sallyport.tor.control.StreamStatus;

/// One stream as tor shows it. `circuitId` is the circuit it is on now, 0 if none; `carriers` are
/// all circuits that it was ever on, in order. `reason` says why it ended, "" while it has not.
public record LedgerStream(
    long id,
    Owner owner,
    Sensitive<String> target,
    StreamStatus status,
    int circuitId,
    List<Integer> carriers,
    Lifetime life,
    String reason) {
  public LedgerStream {
    carriers = List.copyOf(carriers);
  }

  /// Whose stream it is, in tor's words. `purpose` is `USER`, `DNS_REQUEST`, `DIR_FETCH` …
  public record Owner(SocksCredentials credentials, String protocol, String purpose) {}

  /// The gateway's token, empty if the stream is not the gateway's.
  public Optional<IsolationToken> token() {
    return TokenReader.token(owner.credentials());
  }
}
