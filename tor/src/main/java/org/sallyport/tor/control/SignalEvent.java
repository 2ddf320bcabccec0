package org.sallyport.tor.control;

/// A `SIGNAL` event: tor acted on a signal, for example `NEWNYM`. Source: control-spec, section
/// 4.1.15.
public record SignalEvent(String signal) implements ControlEvent {

  static SignalEvent parse(String body) throws MalformedReplyException {
    return new SignalEvent(KeywordLine.parse(body, 1).word(0));
  }
}
