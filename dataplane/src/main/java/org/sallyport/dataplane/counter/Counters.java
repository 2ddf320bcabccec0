package org.sallyport.dataplane.counter;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.sallyport.core.admission.RefusalReason;
import org.sallyport.core.port.PortKind;

/// What happened in a compartment so far: an immutable snapshot of its counters. Numbers only,
/// never a destination, an address or a name.
///
/// @param counts how often each thing happened; every `Count` has a value
/// @param refused streams refused, by reason; every reason has a value
/// @param malformed connections and datagrams that did not speak the port's protocol, by port kind
public record Counters(
    Map<Count, Long> counts, Map<RefusalReason, Long> refused, Map<PortKind, Long> malformed) {
  /// Nothing has happened yet.
  public static final Counters NONE =
      new Counters(
          zeros(Count.class, Count.values()),
          zeros(RefusalReason.class, RefusalReason.values()),
          zeros(PortKind.class, PortKind.values()));

  /// What is counted.
  public enum Count {
    /// Connections accepted on any port.
    CONNECTIONS,
    /// Streams admitted (lookups included).
    STREAMS_ADMITTED,
    /// Admitted streams that tor opened (or lookups that it answered).
    STREAMS_OPENED,
    /// Admitted streams that tor could not open (or lookups that failed).
    STREAMS_FAILED,
    /// Admitted streams that have ended, however.
    STREAMS_ENDED,
    /// Streams ended because nothing moved for too long.
    STREAMS_IDLE,
    /// Streams reset because the application held too much memory.
    STREAMS_OVERFLOWED,
    /// Handshakes ended because they took too long.
    HANDSHAKES_TIMED_OUT,
    /// Connections whose opener decides and could not be found: each has a key of its own.
    ORIGINS_UNKNOWN,
    /// Bytes read from the application for its streams.
    BYTES_UP,
    /// Bytes read from tor for the application.
    BYTES_DOWN,
    /// DNS questions answered with an address, a name or a definite "no".
    DNS_ANSWERED,
    /// DNS questions refused or failed.
    DNS_REFUSED,
    /// Times that accepting paused: too many handshakes, or no descriptor left.
    ACCEPT_PAUSES,
    /// Exceptions in our handlers that are not the network's: bugs. Always 0, or report it.
    DEFECTS
  }

  public Counters {
    counts = Map.copyOf(counts);
    refused = Map.copyOf(refused);
    malformed = Map.copyOf(malformed);
  }

  /// How often it happened.
  public long count(Count what) {
    return counts.getOrDefault(what, 0L);
  }

  /// Streams refused for this reason.
  public long refused(RefusalReason reason) {
    return refused.getOrDefault(reason, 0L);
  }

  /// What did not speak the protocol of this kind of port.
  public long malformed(PortKind kind) {
    return malformed.getOrDefault(kind, 0L);
  }

  /// Streams that are open now.
  public long openStreams() {
    return count(Count.STREAMS_ADMITTED) - count(Count.STREAMS_ENDED);
  }

  /// Both together.
  public Counters plus(Counters other) {
    return new Counters(
        sum(Count.class, counts, other.counts),
        sum(RefusalReason.class, refused, other.refused),
        sum(PortKind.class, malformed, other.malformed));
  }

  private static <K extends Enum<K>> Map<K, Long> sum(
      Class<K> type, Map<K, Long> left, Map<K, Long> right) {
    var sum = new EnumMap<K, Long>(type);
    sum.putAll(left);
    right.forEach((key, value) -> sum.merge(key, value, Long::sum));
    return sum;
  }

  private static <K extends Enum<K>> Map<K, Long> zeros(Class<K> type, K[] keys) {
    return Arrays.stream(keys)
        .collect(Collectors.toMap(key -> key, _ -> 0L, Long::sum, () -> new EnumMap<>(type)));
  }
}
