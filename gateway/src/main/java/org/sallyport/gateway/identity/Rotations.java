package org.sallyport.gateway.identity;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.sallyport.core.policy.IdentityRotation;

/// Gives applications new identities at their launch or from time to time, as their policy says.
///
/// Counts on a clock that never jumps, so that setting the machine's clock back delays nothing.
/// Safe for use by several threads.
public final class Rotations {
  private final Renewal renewal;
  private final LongSupplier nanoTime;
  private final Map<Owner, Due> due = new ConcurrentHashMap<>();

  /// When an application gets its next identity.
  private record Due(IdentityRotation rotation, Duration every, long atNanos) {}

  /// @param renewal gives the identities
  /// @param nanoTime a clock that never jumps, in nanoseconds
  public Rotations(Renewal renewal, LongSupplier nanoTime) {
    this.renewal = renewal;
    this.nanoTime = nanoTime;
  }

  /// Says that an application is launched, before its first stream.
  public void launched(Owner owner, IdentityRotation rotation) {
    switch (rotation.launch()) {
      case NEW_IDENTITY -> {
        int _ = renewal.renew(owner, rotation.oldStreams());
      }
      case SAME_IDENTITY -> {}
    }
    watch(owner, rotation);
  }

  /// Counts the time of an application from now on, if it is not counted already.
  public void watch(Owner owner, IdentityRotation rotation) {
    rotation
        .every()
        .ifPresent(
            every -> due.computeIfAbsent(owner, _ -> new Due(rotation, every, after(every))));
  }

  /// Renews those whose time has come; a chore.
  public void renewDue() {
    due.forEach((owner, next) -> {
      if (nanoTime.getAsLong() - next.atNanos() >= 0) {
        int _ = renewal.renew(owner, next.rotation().oldStreams());
        due.put(owner, new Due(next.rotation(), next.every(), after(next.every())));
      }
    });
  }

  private long after(Duration every) {
    return nanoTime.getAsLong() + every.toNanos();
  }
}
