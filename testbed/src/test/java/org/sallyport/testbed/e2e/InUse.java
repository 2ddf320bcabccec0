package org.sallyport.testbed.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sallyport.testbed.e2e.Opener.Call;
import org.sallyport.testbed.e2e.Opener.Route;
import org.sallyport.testbed.e2e.Opener.Way;

/// Clients that open one stream after the other, each always on the same key, on tors that put no
/// new stream on a circuit that came into use a while ago, unless it is kept alive.
final class InUse implements AutoCloseable {
  /// How old a circuit may get: longer than a round takes on a busy machine, and not much longer
  /// than tor's own minimum of 10 s.
  private static final String DIRTINESS_SECONDS = "15";

  private static final String DIRTINESS = "MaxCircuitDirtiness";
  private static final String USUAL_SECONDS = "600";
  private static final Call CALL = new Call(Way.SOCKS5, "web.test", 80, "alice", "1");

  private final List<TorWatch> tors;
  private final Map<String, Client> clients = new LinkedHashMap<>();
  private final Map<String, List<Integer>> circuits = new LinkedHashMap<>();

  /// @param tors whose circuits are to get old
  InUse(TorWatch... tors) {
    this.tors = List.of(tors);
    this.tors.forEach(tor -> tor.set(DIRTINESS, DIRTINESS_SECONDS));
  }

  /// A client of one of the tors.
  ///
  /// @param opener opens streams; is closed with this
  /// @param route where to
  private record Client(TorWatch tor, Opener opener, Route route) {
    int circuit() {
      var seen = tor.ofClientsDuring(() -> opener.open(CALL, route));
      opener.closeStreams();
      assertThat(seen).hasSize(1);
      assertThat(seen.getFirst().circuits()).hasSize(1);
      return seen.getFirst().circuits().iterator().next();
    }
  }

  /// The same with one more client.
  InUse with(String name, TorWatch tor, Opener opener, Route route) {
    clients.put(name, new Client(tor, opener, route));
    circuits.put(name, new ArrayList<>());
    return this;
  }

  /// Opens a stream of each client and closes it.
  void round() {
    clients.forEach((name, client) -> circuitsOf(name).add(client.circuit()));
  }

  /// Whether each of these clients was given another circuit than at first.
  boolean haveMoved(String... names) {
    return List.of(names).stream()
        .allMatch(name -> circuitsOf(name).stream().distinct().count() > 1);
  }

  /// The circuits that carried a client, one for each round.
  List<Integer> circuitsOf(String name) {
    var own = circuits.get(name);
    if (own == null) {
      throw new IllegalArgumentException(
          "client: " + name + " (expected: one of " + circuits + ")");
    }
    return own;
  }

  @Override
  public void close() {
    tors.forEach(tor -> tor.set(DIRTINESS, USUAL_SECONDS));
    clients.values().forEach(client -> client.opener().close());
  }
}
