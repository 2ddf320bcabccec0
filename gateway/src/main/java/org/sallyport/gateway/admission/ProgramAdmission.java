package org.sallyport.gateway.admission;

import java.util.function.LongSupplier;
import org.sallyport.core.admission.Admission;
import org.sallyport.core.admission.RefusalReason;
import org.sallyport.core.admission.StreamAdmission;
import org.sallyport.core.admission.StreamRequest;
import org.sallyport.core.attribution.Origin;
import org.sallyport.core.policy.ApplicationPolicy;
import org.sallyport.core.policy.DnsMode;
import org.sallyport.core.policy.TransparentTcp;
import org.sallyport.core.policy.WorkstationPolicy;
import org.sallyport.gateway.identity.Epochs;
import org.sallyport.gateway.identity.Keyring;
import org.sallyport.gateway.identity.Owner;
import org.sallyport.gateway.program.ProgramPolicies;

/// Admits the streams of a launch in which every program is an application: each stream is judged
/// as one of the application that its opener is.
///
/// A stream of an unknown opener is one of the application `unknown`, with a nonce in its key: it
/// shares a circuit with no other stream. A stream of which nobody asked who opened it is refused,
/// for in such a launch somebody should have. Called on the event loop of the launch's compartment;
/// it neither blocks nor locks.
///
/// @param workstation where the programs run
/// @param programs says which application a program is
/// @param deciding what every decision is made from
public record ProgramAdmission(
    WorkstationPolicy workstation, ProgramPolicies programs, Deciding deciding)
    implements StreamAdmission {
  /// What every decision is made from.
  ///
  /// @param gate whether anything may pass
  /// @param epochs the identities of the applications now
  /// @param keyring mints tokens and remembers keys
  /// @param nonces numbers that were never given before
  public record Deciding(Gate gate, Epochs epochs, Keyring keyring, LongSupplier nonces) {}

  @Override
  public Admission admit(StreamRequest request) {
    return switch (request.origin()) {
      case Origin.Found(_, var program, _) ->
          programs
              .of(program)
              .map(policy -> admit(policy, request))
              .orElseGet(() -> admitAlone(deciding.nonces().getAsLong(), request));
      case Origin.Unknown(long nonce) -> admitAlone(nonce, request);
      case Origin.NotAsked(), Origin.Machine _ -> new Admission.Refused(RefusalReason.BLOCKED);
    };
  }

  /// The decision about a stream of that application.
  Admission admit(ApplicationPolicy policy, StreamRequest request) {
    return isSwitchedOff(policy, request)
        ? new Admission.Refused(RefusalReason.POLICY)
        : of(policy).admit(request);
  }

  private Admission admitAlone(long nonce, StreamRequest request) {
    ApplicationPolicy policy = programs.ofUnknown();
    return isSwitchedOff(policy, request)
        ? new Admission.Refused(RefusalReason.POLICY)
        : of(policy).admit(request, key -> key.withNonce(nonce));
  }

  /// The ports are the launch's; what one application of it may not use is refused here.
  private boolean isSwitchedOff(ApplicationPolicy policy, StreamRequest request) {
    return switch (request.port().kind()) {
      case TRANS -> workstation.transparentTcpOf(policy) == TransparentTcp.REJECTED;
      case DNS -> workstation.dnsOf(policy) == DnsMode.OFF;
      case SOCKS, HTTP_TUNNEL, CONTROL -> false;
    };
  }

  private ApplicationAdmission of(ApplicationPolicy policy) {
    return new ApplicationAdmission(
        new Owner(workstation.name(), policy.name()),
        policy,
        deciding.gate(),
        deciding.epochs(),
        deciding.keyring());
  }
}
