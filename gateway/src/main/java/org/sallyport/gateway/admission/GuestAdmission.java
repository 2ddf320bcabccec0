package org.sallyport.gateway.admission;

import java.net.InetAddress;
import java.util.function.Function;
import org.sallyport.core.admission.Admission;
import org.sallyport.core.admission.RefusalReason;
import org.sallyport.core.admission.StreamAdmission;
import org.sallyport.core.admission.StreamRequest;
import org.sallyport.core.attribution.Origin;

/// Judges each stream as one of the machine that its address is; a stream without one is refused.
/// Called on the event loop of the guests' compartment; it neither blocks nor locks.
///
/// @param byAddress what decides about the streams of a machine
record GuestAdmission(Function<InetAddress, StreamAdmission> byAddress) implements StreamAdmission {
  private static final InetAddress NOBODY = InetAddress.ofLiteral("::");

  @Override
  public Admission admit(StreamRequest request) {
    return request.origin() instanceof Origin.Machine(var address)
        ? byAddress.apply(address).admit(request)
        : new Admission.Refused(RefusalReason.BLOCKED);
  }

  /// Whom a refusal is shown of: a machine, or nobody.
  static InetAddress address(Origin origin) {
    return origin instanceof Origin.Machine(var address) ? address : NOBODY;
  }
}
