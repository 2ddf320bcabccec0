package org.sallyport.core.admission;

import java.util.Optional;
import org.sallyport.core.policy.ApplicationPolicy;
import org.sallyport.core.policy.DestinationPolicy;
import org.sallyport.core.secret.Sensitive;
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
  public static Optional<Refusal> refusal(
      GatewayState state, ApplicationPolicy policy, StreamRequest request) {
    if (!state.streamsMayPass()) {
      return Optional.of(Refusal.of(RefusalReason.BLOCKED));
    }
    if (InternalHosts.contains(request.destination().host())) {
      return Optional.of(Refusal.of(RefusalReason.INTERNAL_ADDRESS));
    }
    return PortRules.refusal(policy.on(request.port()), request)
        .or(() -> byPolicy(policy.destinations(), request));
  }

  private static Optional<Refusal> byPolicy(DestinationPolicy policy, StreamRequest request) {
    Optional<String> rule =
        switch (request.purpose()) {
          case CONNECT -> policy.refusingRule(request.destination());
          case RESOLVE, RESOLVE_PTR -> policy.refusingRule(request.destination().host());
        };
    return rule.map(text -> new Refusal(RefusalReason.POLICY, Sensitive.of(text)));
  }
}
