package org.sallyport.dataplane.splice;

import io.netty.buffer.ByteBuf;
import java.util.concurrent.atomic.AtomicLong;
import org.sallyport.dataplane.limit.Limits;

/// How much memory holds what one application's connections have said and nobody has taken yet.
///
/// Laws:
///
/// - *Nobody is starved:* up to `Limits.Buffers.own` an application asks no other.
/// - *Bounded:* beyond it applications share `Limits.Buffers.shared`, and none has more than
///   `Limits.Buffers.perApplication` in all.
///
/// Counted is the memory, not what it holds: a peer that sends single bytes pays for whole buffers.
/// Back-pressure keeps honest applications far below; who is refused here is reset. The
/// application's count is confined to the event loop of its compartment; the shared one is not.
public final class BufferQuota {
  private final Limits.Buffers limits;
  private final AtomicLong sharedTaken;
  private long held;

  /// @param sharedTaken what all applications hold beyond their own, shared by their quotas
  public BufferQuota(Limits.Buffers limits, AtomicLong sharedTaken) {
    this.limits = limits;
    this.sharedTaken = sharedTaken;
  }

  /// The memory that a message takes up, to be given back in the end.
  static int cost(Object message) {
    return message instanceof ByteBuf bytes ? bytes.capacity() : 0;
  }

  /// Takes so much if it may.
  boolean tryTake(int bytes) {
    long after = held + bytes;
    long more = beyondOwn(after) - beyondOwn(held);
    if (after > limits.perApplication() || !takeShared(more)) {
      return false;
    }
    held = after;
    return true;
  }

  private boolean takeShared(long bytes) {
    if (bytes > 0 && sharedTaken.addAndGet(bytes) > limits.shared()) {
      sharedTaken.addAndGet(-bytes);
      return false;
    }
    return true;
  }

  /// Gives so much back.
  void giveBack(int bytes) {
    long after = held - bytes;
    sharedTaken.addAndGet(beyondOwn(after) - beyondOwn(held));
    held = after;
  }

  private long beyondOwn(long bytes) {
    return Math.max(0, bytes - limits.own());
  }
}
