package org.sallyport.gateway.admission;

import org.sallyport.core.admission.Admission;
import org.sallyport.core.admission.RefusalReason;
import org.sallyport.core.admission.StreamAdmission;
import org.sallyport.core.admission.StreamRequest;
import org.sallyport.core.attribution.Origin;
import org.sallyport.core.policy.WorkstationPolicy;
import org.sallyport.gateway.identity.Owner;
import org.sallyport.gateway.wrap.WrappedPrograms;

/// Admits the streams of a launch that is one application but for the wrapped commands in it: a
/// stream of a wrapped command is one of the application that the command is everywhere.
///
/// A stream of an unknown opener has a nonce in its key: it shares a circuit with no other stream.
/// One of which nobody asked who opened it is refused. Called on the event loop of the launch's
/// compartment; it neither blocks nor locks.
///
/// @param launch decides about what belongs to the launch
/// @param workstation where it runs
/// @param wrapped the wrapped commands
/// @param programs decides about applications of the workstation
record WrappedAdmission(
    ApplicationAdmission launch,
    WorkstationPolicy workstation,
    WrappedPrograms wrapped,
    ProgramAdmission programs)
    implements StreamAdmission {
  @Override
  public Admission admit(StreamRequest request) {
    return switch (request.origin()) {
      case Origin.Found(_, _, var application) ->
          application == null || application.equals(launch.owner().application())
              ? launch.admit(request)
              : programs.admit(wrapped.policy(application, workstation), request);
      case Origin.Unknown(long nonce) -> launch.admit(request, key -> key.withNonce(nonce));
      case Origin.NotAsked(), Origin.Machine _ -> new Admission.Refused(RefusalReason.BLOCKED);
    };
  }

  /// Whose a stream is, by its origin.
  Owner owner(Origin origin) {
    return origin instanceof Origin.Found(_, _, var application) && application != null
        ? new Owner(workstation.name(), application)
        : launch.owner();
  }
}
