package org.sallyport.dataplane.stream;

import io.netty.channel.Channel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.sallyport.core.admission.StreamRequest;
import org.sallyport.core.attribution.Origin;
import org.sallyport.core.isolation.IsolationToken;
import org.sallyport.dataplane.listing.OpenStream;
import org.sallyport.dataplane.origin.Origins;
import org.sallyport.dataplane.upstream.UpstreamRequest;

/// What there is to tell about one admitted stream while it is open. Confined to the event loop of
/// its compartment.
final class StreamRecord {
  private final long id;
  private final StreamRequest asked;
  private final UpstreamRequest request;
  private final @Nullable Channel client;
  private final long beganNanos;
  private IsolationToken token;
  private OpenStream.State state = OpenStream.State.WAITING;
  private long sent;
  private long received;

  /// @param client the application's connection; null for a lookup, which need not have one
  /// @param beganNanos the loop's clock when it was admitted
  StreamRecord(long id, Question question, @Nullable Channel client, long beganNanos) {
    this.id = id;
    this.asked = question.asked();
    this.request = question.request();
    this.client = client;
    this.beganNanos = beganNanos;
    this.token = question.request().token();
  }

  /// What was asked for, and what tor is asked.
  record Question(StreamRequest asked, UpstreamRequest request) {}

  /// It has a new token, before tor was asked.
  void isolatedBy(IsolationToken other) {
    token = other;
  }

  void opened() {
    state = OpenStream.State.OPEN;
  }

  void sent(int bytes) {
    sent += bytes;
  }

  void received(int bytes) {
    received += bytes;
  }

  OpenStream view(long nowNanos) {
    return new OpenStream(
        id,
        asked,
        request.destination(),
        token,
        pid(),
        state,
        sent,
        received,
        Duration.ofNanos(Math.max(0, nowNanos - beganNanos)));
  }

  private @Nullable Long pid() {
    if (asked.origin() instanceof Origin.Found(long pid, _, _)) {
      return pid;
    }
    return client == null ? null : Origins.pid(client);
  }
}
