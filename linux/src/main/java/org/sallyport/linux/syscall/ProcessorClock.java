package org.sallyport.linux.syscall;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.OptionalLong;

/// The clocks that count how long the processors worked for each process (`man 3
/// clock_getcpuclockid`). To ask one needs no right and takes less than a microsecond; so it is
/// also the cheapest way to ask whether there is a process. Confined to its owner.
public final class ProcessorClock {
  private static final int TIMESPEC_BYTES = 16;
  private static final int KIND_BITS = 3;
  private static final int SCHEDULED = 2;
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private final MemorySegment capture;
  private final MemorySegment time;

  public ProcessorClock() {
    Arena arena = Arena.ofAuto();
    capture = Libc.capture(arena);
    time = arena.allocate(TIMESPEC_BYTES, Long.BYTES);
  }

  /// The nanoseconds of all threads of a process; empty if there is no such process. The number of
  /// a thread that is not the first of its process is none, but for the thread that asks.
  ///
  /// What a thread that is running at this moment had since the last tick may be missing.
  public OptionalLong nanos(long pid) {
    int clock = ~(int) pid << KIND_BITS | SCHEDULED;
    try {
      int result = (int) Libc.CLOCK_GETTIME.invokeExact(capture, clock, time);
      return result != 0
          ? OptionalLong.empty()
          : OptionalLong.of(
              time.get(JAVA_LONG, 0) * NANOS_PER_SECOND + time.get(JAVA_LONG, Long.BYTES));
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError("a downcall throws nothing checked", e);
    }
  }
}
