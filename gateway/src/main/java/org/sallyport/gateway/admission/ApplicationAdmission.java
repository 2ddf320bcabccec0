package org.sallyport.gateway.admission;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.sallyport.core.admission.Admission;
import org.sallyport.core.admission.AdmissionRules;
import org.sallyport.core.admission.Refusal;
import org.sallyport.core.admission.RefusalReason;
import org.sallyport.core.admission.StreamAdmission;
import org.sallyport.core.admission.StreamRequest;
import org.sallyport.core.isolation.IsolationKey;
import org.sallyport.core.isolation.IsolationKeys;
import org.sallyport.core.policy.ApplicationPolicy;
import org.sallyport.core.port.UpstreamFlavour;
import org.sallyport.gateway.identity.Epochs;
import org.sallyport.gateway.identity.Keyring;
import org.sallyport.gateway.identity.Owner;

/// Admits the streams of one application: the gate must be open, the policy must allow it, and the
/// stream gets the token of its key. Called on the event loop of the application's compartment; it
/// neither blocks nor locks.
///
/// @param owner whose streams they are
/// @param policy what the application may reach
/// @param gate whether anything may pass
/// @param epochs the identity of the owner now
/// @param keyring mints the token and remembers the key
public record ApplicationAdmission(
    Owner owner, ApplicationPolicy policy, Gate gate, Epochs epochs, Keyring keyring)
    implements StreamAdmission {
  @Override
  public Admission admit(StreamRequest request) {
    return admit(request, key -> key);
  }

  /// The decision where the key is not only the application's.
  ///
  /// @param own makes the key of the stream from that of the application
  Admission admit(StreamRequest request, UnaryOperator<IsolationKey> own) {
    Optional<Refusal> refusal = AdmissionRules.refusal(gate.state(), policy, request);
    if (refusal.isPresent()) {
      return new Admission.Refused(refusal.get());
    }
    UpstreamFlavour flavour = policy.flavour(request.port(), request.credentials());
    return keyring
        .token(own.apply(keyOf(request)))
        .<Admission>map(token -> new Admission.Admitted(token, request.destination(), flavour))
        .orElse(new Admission.Refused(RefusalReason.TOO_MANY_STREAMS));
  }

  private IsolationKey keyOf(StreamRequest request) {
    return IsolationKeys.keyOf(
        epochs.identity(owner),
        policy.on(request.port()),
        request.protocol(),
        request.credentials(),
        request.destination());
  }
}
