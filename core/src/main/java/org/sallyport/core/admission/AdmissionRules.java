package org.sallyport.core.admission;

import java.util.Optional;
import org.sallyport.core.policy.ApplicationPolicy;
import org.sallyport.core.state.GatewayState;

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
    if (InternalHosts.contains(request.destination().host())) {
      return Optional.of(RefusalReason.INTERNAL_ADDRESS);
    }
    return isAllowed(policy, request) ? Optional.empty() : Optional.of(RefusalReason.POLICY);
  }

  private static boolean isAllowed(ApplicationPolicy policy, StreamRequest request) {
    return switch (request.purpose()) {
      case CONNECT -> policy.allows(request.destination());
      case RESOLVE, RESOLVE_PTR -> policy.allowsLookupOf(request.destination().host());
    };
  }
}
