package org.sallyport.tor.control;

import java.util.Map;

/// A `STATUS_GENERAL` event: clock jumps and skew, dangerous version, bugs. Source: control-spec,
/// section 4.1.10.
public record GeneralStatusEvent(String severity, String action, Map<String, String> arguments)
    implements ControlEvent {
  public GeneralStatusEvent {
    arguments = Map.copyOf(arguments);
  }

  static GeneralStatusEvent parse(String body) throws MalformedReplyException {
    var line = KeywordLine.parse(body, 2);
    return new GeneralStatusEvent(line.word(0), line.word(1), line.keywords());
  }

  /// The severity and the action: arguments may name a relay.
  @Override
  public String toString() {
    return "GeneralStatusEvent[" + severity + " " + action + "]";
  }
}
