package org.sallyport.gateway.identity;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.sallyport.core.workstation.Identity;
import org.sallyport.core.workstation.WorkstationName;

/// Counts the new identities of applications, workstations and of everybody. Every step only ever
/// adds, so an identity is unequal to each earlier one of the same owner.
///
/// Read on event loops for every stream and stepped by admin requests: safe for both, without
/// locks.
public final class Epochs {
  private final AtomicLong everybody = new AtomicLong();
  private final ConcurrentMap<WorkstationName, Long> workstations = new ConcurrentHashMap<>();
  private final ConcurrentMap<Owner, Long> applications = new ConcurrentHashMap<>();

  /// The identity of an owner now.
  public Identity identity(Owner owner) {
    long workstation = everybody.get() + workstations.getOrDefault(owner.workstation(), 0L);
    long application = applications.getOrDefault(owner, 0L);
    return new Identity(owner.workstation(), workstation, owner.application(), application);
  }

  /// Whether the identity is the one that its owner has now.
  public boolean isCurrent(Identity identity) {
    return identity(new Owner(identity.workstation(), identity.application())).equals(identity);
  }

  /// A new identity for one application.
  public void renew(Owner owner) {
    applications.merge(owner, 1L, Long::sum);
  }

  /// A new identity for every application of a workstation.
  public void renew(WorkstationName workstation) {
    workstations.merge(workstation, 1L, Long::sum);
  }

  /// A new identity for everybody.
  public void renewAll() {
    everybody.incrementAndGet();
  }
}
