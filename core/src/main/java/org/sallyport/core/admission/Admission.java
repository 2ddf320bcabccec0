package org.sallyport.core.admission;

import org.sallyport.core.isolation.IsolationToken;
import org.sallyport.core.stream.Destination;

/// The decision about one stream.
public sealed interface Admission {
  /// The stream may go out under this token to this destination.
  record Admitted(IsolationToken token, Destination destination) implements Admission {}

  /// The stream may not go out.
  record Refused(RefusalReason reason) implements Admission {}
}
