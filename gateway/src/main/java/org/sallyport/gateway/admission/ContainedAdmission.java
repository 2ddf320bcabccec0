package org.sallyport.gateway.admission;

import java.util.function.BooleanSupplier;
import org.sallyport.core.admission.Admission;
import org.sallyport.core.admission.Refusal;
import org.sallyport.core.admission.RefusalReason;
import org.sallyport.core.admission.StreamAdmission;
import org.sallyport.core.admission.StreamRequest;

/// Decides as another does while the packet rules hold that keep machines in, and refuses
/// everything else while they do not.
///
/// @param decider decides
/// @param contained whether the rules hold; asked on the event loop, so it must not block
record ContainedAdmission(StreamAdmission decider, BooleanSupplier contained)
    implements StreamAdmission {
  @Override
  public Admission admit(StreamRequest request) {
    return contained.getAsBoolean()
        ? decider.admit(request)
        : new Admission.Refused(RefusalReason.BLOCKED);
  }

  @Override
  public void refused(StreamRequest request, Refusal refusal) {
    decider.refused(request, refusal);
  }
}
