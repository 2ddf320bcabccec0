package org.sallyport.tor.control;

import java.util.ArrayList;
import java.util.List;
import org.sallyport.core.secret.Sensitive;

/// The state of one circuit: a `CIRC` event, or one line of `GETINFO circuit-status`, which has the
/// same syntax.
///
/// No event is sent when a stream takes a clean preemptive circuit: the circuit shows its SOCKS
/// credentials in `circuit-status` from then on. Of a conflux set one leg alone shows them. Source:
/// control-spec, section 4.1.1.
public record CircuitEvent(
    int id, CircuitStatus status, Sensitive<List<Hop>> path, Use use, StreamEvent.End end)
    implements ControlEvent {

  /// What a circuit is for and by whom it is used. `timeCreated` is ISO 8601 in UTC.
  public record Use(
      List<String> buildFlags,
      String purpose,
      String hsState,
      Sensitive<String> rendQuery,
      String timeCreated,
      SocksCredentials credentials,
      String confluxId) {
    public Use {
      buildFlags = List.copyOf(buildFlags);
    }
  }

  static CircuitEvent parse(String body) throws MalformedReplyException {
    var head = KeywordLine.parse(body, 3);
    boolean hasPath = head.words().size() > 2 && isPath(head.words().get(2));
    var line = hasPath ? head : KeywordLine.parse(body, 2);
    return new CircuitEvent(
        (int) line.number(0, Integer.MAX_VALUE),
        CircuitStatus.of(line.word(1)),
        Sensitive.of(Hop.parsePath(hasPath ? line.word(2) : "")),
        use(line),
        new StreamEvent.End(line.value("REASON"), line.value("REMOTE_REASON")));
  }

  /// Parses the value of `GETINFO circuit-status`: one circuit a line, none if empty.
  static List<CircuitEvent> parseStatus(String value) throws MalformedReplyException {
    var circuits = new ArrayList<CircuitEvent>();
    for (String line : value.lines().toList()) {
      if (!line.isBlank()) {
        circuits.add(parse(line));
      }
    }
    return List.copyOf(circuits);
  }

  static Use use(KeywordLine line) {
    return new Use(
        line.list("BUILD_FLAGS"),
        line.value("PURPOSE"),
        line.value("HS_STATE"),
        Sensitive.of(line.value("REND_QUERY")),
        line.value("TIME_CREATED"),
        SocksCredentials.of(line),
        line.value("CONFLUX_ID"));
  }

  /// A path starts with a fingerprint; a word that is none is the first keyword already.
  static boolean isPath(String word) {
    return word.startsWith("$") || word.indexOf('=') < 0;
  }
}
