package org.sallyport.core.admission;

import org.sallyport.core.isolation.IsolationToken;
import org.sallyport.core.port.UpstreamFlavour;
import org.sallyport.core.stream.Destination;

/// The decision about one stream.
public sealed interface Admission {
  /// The stream may go out.
  ///
  /// @param token what isolates it
  /// @param destination where it goes
  /// @param flavour which of the upstream's SocksPorts it takes
  record Admitted(IsolationToken token, Destination destination, UpstreamFlavour flavour)
      implements Admission {
    /// A stream that needs nothing but tor's defaults.
    public Admitted(IsolationToken token, Destination destination) {
      this(token, destination, UpstreamFlavour.PLAIN);
    }
  }

  /// The stream may not go out.
  record Refused(Refusal refusal) implements Admission {
    /// Refused by a rule that is always there.
    public Refused(RefusalReason reason) {
      this(Refusal.of(reason));
    }

    /// Which kind of rule refused it.
    public RefusalReason reason() {
      return refusal.reason();
    }
  }
}
