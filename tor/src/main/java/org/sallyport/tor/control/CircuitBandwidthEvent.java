package org.sallyport.tor.control;

/// A `CIRC_BW` event: bytes on one circuit since its last such event. `deliveredRead` and
/// `deliveredWritten` are payload, and exact. Source: control-spec, section 4.1.22.
public record CircuitBandwidthEvent(
    int circuitId, long read, long written, long deliveredRead, long deliveredWritten)
    implements ControlEvent {

  static CircuitBandwidthEvent parse(String body) throws MalformedReplyException {
    var line = KeywordLine.parse(body, 0);
    return new CircuitBandwidthEvent(
        (int) line.number("ID", Integer.MAX_VALUE),
        line.number("READ", Long.MAX_VALUE),
        line.number("WRITTEN", Long.MAX_VALUE),
        line.number("DELIVERED_READ", Long.MAX_VALUE),
        line.number("DELIVERED_WRITTEN", Long.MAX_VALUE));
  }
}
