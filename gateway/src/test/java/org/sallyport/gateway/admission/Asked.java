package org.sallyport.gateway.admission;

import org.sallyport.core.admission.Admission;
import org.sallyport.core.admission.StreamAdmission;
import org.sallyport.core.admission.StreamRequest;
import org.sallyport.core.attribution.Origin;
import org.sallyport.core.isolation.IsolationToken;
import org.sallyport.core.port.Port;
import org.sallyport.core.port.PortKind;
import org.sallyport.core.stream.ClientProtocol;
import org.sallyport.core.stream.Credentials;
import org.sallyport.core.stream.Destination;
import org.sallyport.core.stream.Host;

/// The stream that these tests ask for: by SOCKS 5, to a page of `web.test`.
final class Asked {
  private Asked() {}

  /// The stream, asked for by somebody.
  static StreamRequest from(Origin origin) {
    return new StreamRequest(
            Port.of(PortKind.SOCKS, 9050),
            ClientProtocol.SOCKS5,
            Credentials.NONE,
            new Destination(new Host.Name("web.test"), 80),
            StreamRequest.Purpose.CONNECT)
        .openedBy(origin);
  }

  /// The token that it is admitted with.
  static IsolationToken token(StreamAdmission admission, Origin origin) {
    return switch (admission.admit(from(origin))) {
      case Admission.Admitted(var token, _, _) -> token;
      case Admission.Refused(var refusal) -> throw new AssertionError(refusal);
    };
  }
}
