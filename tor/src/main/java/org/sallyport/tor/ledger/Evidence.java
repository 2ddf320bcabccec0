package org.sallyport.tor.ledger;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.sallyport.core.isolation.IsolationToken;
import org.sallyport.tor.control.CircuitEvent;
import org.sallyport.tor.control.CircuitMinorEvent;
import org.sallyport.tor.control.Hop;
import org.sallyport.tor.control.SocksCredentials;
import org.sallyport.tor.control.StreamEvent;

/// One event of tor's that the verdict was judged from, and when it came.
public sealed interface Evidence {
  Instant at();

  /// The event in the control protocol's syntax (control-spec, section 4.1), with a name in place
  /// of the token and without the destination, so that it can be shown to somebody else.
  ///
  /// @param name what a token stands for
  String line(Function<IsolationToken, String> name);

  /// A `STREAM` event.
  record OfStream(Instant at, StreamEvent event) implements Evidence {
    @Override
    public String line(Function<IsolationToken, String> name) {
      return "STREAM %d %s %d [scrubbed]"
              .formatted(event.id(), event.status().name(), event.circuitId())
          + pair("REASON", event.end().reason())
          + pair("REMOTE_REASON", event.end().remoteReason())
          + pair("PURPOSE", event.origin().purpose())
          + credentials(event.isolation().credentials(), name)
          + pair("CLIENT_PROTOCOL", event.isolation().clientProtocol())
          + pair("SESSION_GROUP", event.isolation().sessionGroup())
          + pair("ISO_FIELDS", String.join(",", event.isolation().fields()));
    }
  }

  /// A `CIRC` event.
  record OfCircuit(Instant at, CircuitEvent event) implements Evidence {
    @Override
    public String line(Function<IsolationToken, String> name) {
      return "CIRC %d %s".formatted(event.id(), event.status().name())
          + path(event.path().reveal())
          + use(event.use(), name)
          + pair("REASON", event.end().reason());
    }
  }

  /// A `CIRC_MINOR` event.
  record OfMinor(Instant at, CircuitMinorEvent event) implements Evidence {
    @Override
    public String line(Function<IsolationToken, String> name) {
      return "CIRC_MINOR %d %s".formatted(event.id(), event.change())
          + path(event.path().reveal())
          + use(event.use(), name);
    }
  }

  private static String use(CircuitEvent.Use use, Function<IsolationToken, String> name) {
    return pair("PURPOSE", use.purpose())
        + pair("HS_STATE", use.hsState())
        + credentials(use.credentials(), name)
        + pair("CONFLUX_ID", use.confluxId());
  }

  private static String path(List<Hop> hops) {
    return hops.isEmpty()
        ? ""
        : hops.stream()
            .map(hop -> "$" + hop.fingerprint() + "~" + hop.nickname())
            .collect(Collectors.joining(",", " ", ""));
  }

  private static String credentials(SocksCredentials shown, Function<IsolationToken, String> name) {
    if (shown.isAbsent()) {
      return "";
    }
    return TokenReader.token(shown)
        .map(token -> " KEY=\"" + name.apply(token) + "\"")
        .orElse(" SOCKS_USERNAME=[scrubbed]");
  }

  private static String pair(String keyword, String value) {
    return value.isEmpty() ? "" : " " + keyword + "=" + value;
  }
}
