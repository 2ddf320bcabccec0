package org.sallyport.tor.upstream;

import java.util.List;
import org.sallyport.tor.control.CircuitEvent;
import org.sallyport.tor.control.ControlEvent;

/// Told what happens to the upstream. All calls come from the upstream's own thread, one after the
/// other; it must not take long and must not wait for [Upstream#close]. An exception out of
/// [#event], [#circuits] or [#caughtUp] ends this tor (fail closed) and starts another.
public interface UpstreamListener {
  void stateChanged(UpstreamState state);

  /// An event of tor's, in order. After a restart the ids of streams and circuits begin anew.
  void event(ControlEvent event);

  /// All circuits that exist, asked for after events came: never older than the events before it,
  /// but perhaps newer. Shows what no event does: a preemptive circuit that was taken.
  void circuits(List<CircuitEvent> all);

  /// All events that tor sent so far were given to [#event].
  void caughtUp();
}
