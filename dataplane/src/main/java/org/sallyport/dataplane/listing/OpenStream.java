package org.sallyport.dataplane.listing;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.sallyport.core.admission.StreamRequest;
import org.sallyport.core.isolation.IsolationToken;
import org.sallyport.core.stream.Destination;

/// An admitted stream that has not ended, as the data plane knows it. Everything here is known for
/// certain, because the data plane opened it; only the circuit is tor's to tell.
///
/// @param id counts the admitted streams of this run of the gateway
/// @param asked what was asked for, on which port and how
/// @param destination where it goes
/// @param token what isolates it
/// @param pid the process that opened the connection; null if not known
/// @param state how far it is
/// @param bytesSent from the application to the destination
/// @param bytesReceived from the destination to the application
/// @param age since it was admitted
public record OpenStream(
    long id,
    StreamRequest asked,
    Destination destination,
    IsolationToken token,
    @Nullable Long pid,
    State state,
    long bytesSent,
    long bytesReceived,
    Duration age) {
  /// How far a stream is.
  public enum State {
    /// tor has not answered yet.
    WAITING,
    /// tor has opened it.
    OPEN
  }

  @Override
  public String toString() {
    return "OpenStream[id=" + id + ", [scrubbed]]";
  }
}
