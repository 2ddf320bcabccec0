package org.sallyport.dataplane.stream;

import java.util.concurrent.atomic.AtomicInteger;

/// How many streams one application has open, and the gateway in all.
///
/// The application's count is confined to the event loop of its compartment; the count in all is
/// shared by every compartment.
public final class StreamQuota {
  private final int perApplication;
  private final int inAll;
  private final AtomicInteger openInAll;
  private int open;

  /// @param perApplication the limit of this application
  /// @param inAll the limit of all
  /// @param openInAll the count of all, shared by their quotas
  public StreamQuota(int perApplication, int inAll, AtomicInteger openInAll) {
    this.perApplication = perApplication;
    this.inAll = inAll;
    this.openInAll = openInAll;
  }

  /// Takes one stream if both limits allow it.
  boolean tryTake() {
    if (open >= perApplication) {
      return false;
    }
    if (openInAll.incrementAndGet() > inAll) {
      openInAll.decrementAndGet();
      return false;
    }
    open++;
    return true;
  }

  /// Gives one stream back.
  void giveBack() {
    open--;
    openInAll.decrementAndGet();
  }
}
