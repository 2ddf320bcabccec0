package org.sallyport.gateway.admission;

import java.util.function.Function;
import org.sallyport.core.admission.Admission;
import org.sallyport.core.admission.Refusal;
import org.sallyport.core.admission.StreamAdmission;
import org.sallyport.core.admission.StreamRequest;
import org.sallyport.core.attribution.Origin;
import org.sallyport.gateway.identity.Owner;

/// Decides as another does, and remembers what was refused.
///
/// @param decider decides
/// @param owner whose a stream is, by its origin
/// @param log remembers
record WitnessedAdmission(StreamAdmission decider, Function<Origin, Owner> owner, RefusalLog log)
    implements StreamAdmission {
  @Override
  public Admission admit(StreamRequest request) {
    return decider.admit(request);
  }

  @Override
  public void refused(StreamRequest request, Refusal refusal) {
    log.add(owner.apply(request.origin()), request, refusal);
  }
}
