package org.sallyport.tor.control;

import java.util.List;
import org.sallyport.core.secret.Sensitive;

/// One `STREAM` event: a stream changed its state.
///
/// `circuitId` is 0 while no circuit is attached. `target` is `host:port`, after a `REMAP` the
/// address. With conflux it names one leg only. Source: control-spec, section 4.1.2.
public record StreamEvent(
    long id,
    StreamStatus status,
    int circuitId,
    Sensitive<String> target,
    Origin origin,
    End end,
    Isolation isolation)
    implements ControlEvent {

  /// Where the stream comes from. `address` and `purpose` are shown on `NEW` and `NEWRESOLVE` only;
  /// on a unix SocksPort `address` is the path of the socket. `remapSource` is `CACHE` or `EXIT`,
  /// on `REMAP`.
  public record Origin(Sensitive<String> address, String purpose, String remapSource) {}

  /// Why a stream ended or left its circuit; `remoteReason` is the exit's own word for it.
  public record End(String reason, String remoteReason) {}

  /// What tor isolates the stream by: shown on every line, not only on the first.
  public record Isolation(
      SocksCredentials credentials,
      String clientProtocol,
      long nymEpoch,
      String sessionGroup,
      List<String> fields) {
    public Isolation {
      fields = List.copyOf(fields);
    }
  }

  static StreamEvent parse(String body) throws MalformedReplyException {
    var line = KeywordLine.parse(body, 4);
    var origin =
        new Origin(
            Sensitive.of(line.value("SOURCE_ADDR")), line.value("PURPOSE"), line.value("SOURCE"));
    var isolation =
        new Isolation(
            SocksCredentials.of(line),
            line.value("CLIENT_PROTOCOL"),
            line.number("NYM_EPOCH", Long.MAX_VALUE),
            line.value("SESSION_GROUP"),
            line.list("ISO_FIELDS"));
    return new StreamEvent(
        line.number(0, Long.MAX_VALUE),
        StreamStatus.of(line.word(1)),
        (int) line.number(2, Integer.MAX_VALUE),
        Sensitive.of(line.word(3)),
        origin,
        new End(line.value("REASON"), line.value("REMOTE_REASON")),
        isolation);
  }
}
