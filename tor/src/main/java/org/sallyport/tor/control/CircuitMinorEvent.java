package org.sallyport.tor.control;

import java.util.List;
import org.sallyport.core.secret.Sensitive;

/// A `CIRC_MINOR` event: a circuit changed its purpose or was cannibalized. `use` is what it is
/// now. Source: control-spec, section 4.1.17.
public record CircuitMinorEvent(
    int id,
    String change,
    Sensitive<List<Hop>> path,
    CircuitEvent.Use use,
    String oldPurpose,
    String oldHsState)
    implements ControlEvent {

  static CircuitMinorEvent parse(String body) throws MalformedReplyException {
    var head = KeywordLine.parse(body, 3);
    boolean hasPath = head.words().size() > 2 && CircuitEvent.isPath(head.words().get(2));
    var line = hasPath ? head : KeywordLine.parse(body, 2);
    return new CircuitMinorEvent(
        (int) line.number(0, Integer.MAX_VALUE),
        line.word(1),
        Sensitive.of(Hop.parsePath(hasPath ? line.word(2) : "")),
        CircuitEvent.use(line),
        line.value("OLD_PURPOSE"),
        line.value("OLD_HS_STATE"));
  }
}
