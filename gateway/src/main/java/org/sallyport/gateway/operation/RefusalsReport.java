package org.sallyport.gateway.operation;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import org.sallyport.api.AdminReply;
import org.sallyport.api.RefusalRow;
import org.sallyport.core.attribution.Origin;
import org.sallyport.gateway.admission.RefusalLog;

/// The streams that were refused, for the admin socket.
///
/// @param log remembers them
/// @param clock tells their age
record RefusalsReport(RefusalLog log, InstantSource clock) {
  /// The reply to `streams --refused`.
  AdminReply.RefusalsReply reply() {
    return new AdminReply.RefusalsReply(log.latest().stream().map(this::row).toList());
  }

  private RefusalRow row(RefusalLog.Entry entry) {
    var request = entry.request();
    var age = Duration.between(entry.at(), clock.instant());
    return new RefusalRow(
        entry.owner().workstation().text(),
        entry.owner().application().text(),
        request.origin() instanceof Origin.Found(long pid, _, _) ? pid : null,
        request.port().kind().torrcName() + " " + request.port().number(),
        request.destination().text(),
        entry.refusal().reason().name().toLowerCase(Locale.ROOT),
        entry.refusal().rule().reveal(),
        Math.max(0, age.toMillis()));
  }
}
