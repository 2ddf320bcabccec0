package org.sallyport.gateway.proof;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sallyport.api.StreamRow;
import org.sallyport.core.isolation.IsolationKey;
import org.sallyport.core.isolation.IsolationToken;
import org.sallyport.core.secret.Sensitive;
import org.sallyport.core.stream.Destination;
import org.sallyport.dataplane.listing.OpenStream;
import org.sallyport.tor.ledger.LedgerStream;

/// The open streams as rows: the data plane's own list, which knows opener, port and bytes for
/// certain, joined with what tor tells of each.
///
/// tor's events name no connection of ours (a unix socket has no address), so the two are joined by
/// token and destination. Several streams of one application may be equal in both; then a row shows
/// a circuit only if all of them are on it, and tor's id only if there is exactly one. So a circuit
/// may be missing for a moment, and neither it nor a pid is ever another stream's.
final class StreamRows {
  private static final String UNKNOWN = "?";

  private final Map<Pair, List<Told>> told;
  private final Map<Pair, Long> opened;

  /// What both sides know of a stream.
  private record Pair(IsolationToken token, String destination) {}

  /// A stream as tor tells of it.
  ///
  /// @param circuit 0 while it is on none
  record Told(IsolationToken token, Sensitive<String> target, long id, int circuit, String status) {
    static Optional<Told> of(LedgerStream stream) {
      return stream
          .token()
          .map(token ->
              new Told(
                  token, stream.target(), stream.id(), stream.circuitId(), stream.status().name()));
    }

    private Pair pair() {
      return new Pair(token, target.reveal());
    }
  }

  private StreamRows(List<Told> told, List<OpenStream> streams) {
    this.told = told.stream().collect(Collectors.groupingBy(Told::pair));
    this.opened =
        streams.stream().collect(Collectors.groupingBy(StreamRows::pair, Collectors.counting()));
  }

  /// A row for each open stream, in their order.
  ///
  /// @param keys what a token stands for
  static List<StreamRow> of(
      List<Told> told,
      List<OpenStream> streams,
      Function<IsolationToken, Optional<IsolationKey>> keys) {
    var rows = new StreamRows(told, streams);
    return streams.stream().map(stream -> rows.row(stream, keys.apply(stream.token()))).toList();
  }

  private StreamRow row(OpenStream stream, Optional<IsolationKey> key) {
    List<Told> known = told.getOrDefault(pair(stream), List.of());
    boolean alone = known.size() == 1 && opened.getOrDefault(pair(stream), 0L) == 1;
    return new StreamRow(
        alone ? Long.toString(known.getFirst().id()) : "g" + stream.id(),
        key.map(one -> one.identity().workstation().text()).orElse(UNKNOWN),
        key.map(one -> one.identity().application().text()).orElse(UNKNOWN),
        stream.pid(),
        stream.asked().port().kind().torrcName() + " " + stream.asked().port().number(),
        stream.destination().text(),
        stream.asked().protocol().name(),
        circuit(known),
        alone ? known.getFirst().status() : state(stream),
        stream.bytesReceived(),
        stream.bytesSent(),
        stream.age().toMillis());
  }

  private static String state(OpenStream stream) {
    return switch (stream.state()) {
      case WAITING -> "WAITING";
      case OPEN -> "SUCCEEDED";
    };
  }

  private static @Nullable String circuit(List<Told> known) {
    Set<Integer> circuits = new HashSet<>();
    known.forEach(stream -> circuits.add(stream.circuit()));
    return circuits.size() == 1 && !circuits.contains(0)
        ? circuits.iterator().next().toString()
        : null;
  }

  /// tor writes IPv6 addresses in brackets, as we do.
  private static Pair pair(OpenStream stream) {
    Destination destination = stream.destination();
    return new Pair(stream.token(), destination.text());
  }
}
