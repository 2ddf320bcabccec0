package org.sallyport.tor.ledger;

import java.util.List;
import org.sallyport.core.isolation.IsolationToken;
import org.sallyport.core.secret.Sensitive;
import org.sallyport.tor.control.CircuitEvent;
import org.sallyport.tor.control.CircuitMinorEvent;
import org.sallyport.tor.control.CircuitStatus;
import org.sallyport.tor.control.Hop;
import org.sallyport.tor.control.SocksCredentials;
import org.sallyport.tor.control.StreamEvent;
import org.sallyport.tor.control.StreamStatus;

/// Makes events as tor would send them.
final class Events {
  static final SocksCredentials ALICE = ours("alice");
  static final SocksCredentials BOB = ours("bob");

  private static final StreamEvent.End NO_END = new StreamEvent.End("", "");

  private Events() {}

  /// The gateway's credentials with a token that begins with `name`.
  static SocksCredentials ours(String name) {
    String token = name + "-".repeat(IsolationToken.CHARACTERS - name.length());
    return SocksCredentials.of("<torS0X>0", token);
  }

  static StreamEvent stream(long id, StreamStatus status, int circuit, SocksCredentials owner) {
    boolean fresh = status == StreamStatus.NEW || status == StreamStatus.NEWRESOLVE;
    return new StreamEvent(
        id,
        status,
        circuit,
        Sensitive.of("web.test:80"),
        origin(fresh ? "USER" : ""),
        status == StreamStatus.CLOSED ? new StreamEvent.End("END", "DONE") : NO_END,
        new StreamEvent.Isolation(owner, "SOCKS5", 0, "-4", List.of()));
  }

  /// The first event of a stream without credentials and with another purpose than `USER`.
  static StreamEvent newStream(long id, String purpose) {
    var user = stream(id, StreamStatus.NEW, 0, SocksCredentials.NONE);
    return new StreamEvent(
        id,
        user.status(),
        user.circuitId(),
        user.target(),
        origin(purpose),
        user.end(),
        user.isolation());
  }

  private static StreamEvent.Origin origin(String purpose) {
    return new StreamEvent.Origin(Sensitive.of("/run/socks:0"), purpose, "");
  }

  static CircuitEvent circuit(int id, CircuitStatus status) {
    return circuit(id, status, SocksCredentials.NONE, "");
  }

  static CircuitEvent circuit(
      int id, CircuitStatus status, SocksCredentials shown, String confluxId) {
    var path = List.of(new Hop("AA", "guard"), new Hop("BB", "middle"), new Hop("CC", "exit"));
    return new CircuitEvent(id, status, Sensitive.of(path), use(shown, confluxId), NO_END);
  }

  static CircuitMinorEvent minor(int id, String purpose) {
    var use =
        new CircuitEvent.Use(
            List.of(), purpose, "", Sensitive.of(""), "", SocksCredentials.NONE, "");
    return new CircuitMinorEvent(
        id, "PURPOSE_CHANGED", Sensitive.of(List.of()), use, "GENERAL", "");
  }

  private static CircuitEvent.Use use(SocksCredentials shown, String confluxId) {
    String purpose = confluxId.isEmpty() ? "GENERAL" : "CONFLUX_LINKED";
    return new CircuitEvent.Use(List.of(), purpose, "", Sensitive.of(""), "", shown, confluxId);
  }
}
