package org.sallyport.core.admission;

import java.util.Optional;
import org.sallyport.core.policy.ApplicationPolicy;
import org.sallyport.core.state.GatewayState;
import org.sallyport.core.stream.Host;

/// The rules that refuse a stream, in the order in which they are asked. What no rule refuses is
/// admitted.
public final class AdmissionRules {
  private AdmissionRules() {}

  /// Why the stream is refused, or empty if it may pass.
  ///
  /// @param state what the gateway is doing now
  /// @param policy the application's policy
  /// @param request the stream
  public static Optional<RefusalReason> refusal(
      GatewayState state, ApplicationPolicy policy, StreamRequest request) {
    if (!state.streamsMayPass()) {
      return Optional.of(RefusalReason.BLOCKED);
    }
    Host host = request.destination().host();
    if (request.purpose() != StreamRequest.Purpose.RESOLVE_PTR && InternalHosts.contains(host)) {
      return Optional.of(RefusalReason.INTERNAL_ADDRESS);
    }
    return policy.allows(request.destination())
        ? Optional.empty()
        : Optional.of(RefusalReason.POLICY);
  }
}
