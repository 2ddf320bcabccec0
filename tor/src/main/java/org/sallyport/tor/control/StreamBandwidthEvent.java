package org.sallyport.tor.control;

/// A `STREAM_BW` event: bytes of one stream since its last such event, from the application's view.
/// The last partial second of a closed stream is never reported. Source: control-spec, section
/// 4.1.13.
public record StreamBandwidthEvent(long streamId, long written, long read) implements ControlEvent {

  static StreamBandwidthEvent parse(String body) throws MalformedReplyException {
    var line = KeywordLine.parse(body, 3);
    return new StreamBandwidthEvent(
        line.number(0, Long.MAX_VALUE),
        line.number(1, Long.MAX_VALUE),
        line.number(2, Long.MAX_VALUE));
  }
}
