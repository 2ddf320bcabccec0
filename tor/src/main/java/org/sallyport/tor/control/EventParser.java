package org.sallyport.tor.control;

import java.util.ArrayList;
import org.sallyport.core.secret.Sensitive;

/// Turns an asynchronous reply into its typed event.
///
/// Total: whatever tor sends becomes an event; what cannot be read becomes an [UnknownEvent] and
/// never an exception.
final class EventParser {
  private EventParser() {}

  static ControlEvent parse(Reply reply) {
    String text = reply.text();
    int blank = text.indexOf(' ');
    String keyword = blank < 0 ? text : text.substring(0, blank);
    String body = blank < 0 ? "" : text.substring(blank + 1);
    try {
      return switch (keyword) {
        case "STREAM" -> StreamEvent.parse(body);
        case "CIRC" -> CircuitEvent.parse(body);
        case "CIRC_MINOR" -> CircuitMinorEvent.parse(body);
        case "STATUS_CLIENT" -> ClientStatusEvent.parse(body);
        case "STATUS_GENERAL" -> GeneralStatusEvent.parse(body);
        case "CIRC_BW" -> CircuitBandwidthEvent.parse(body);
        case "STREAM_BW" -> StreamBandwidthEvent.parse(body);
        case "SIGNAL" -> SignalEvent.parse(body);
        default -> unknown(keyword, reply);
      };
    } catch (MalformedReplyException e) {
      return unknown(keyword, reply);
    }
  }

  private static UnknownEvent unknown(String keyword, Reply reply) {
    var lines = new ArrayList<String>();
    for (Reply.Line line : reply.lines()) {
      lines.add(line.text());
      if (!line.data().isEmpty()) {
        lines.add(line.data());
      }
    }
    return new UnknownEvent(keyword, Sensitive.of(String.join("\n", lines)));
  }
}
