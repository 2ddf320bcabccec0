package org.sallyport.tor.upstream;

import java.time.Duration;

/// What the upstream is doing. Streams may pass in [Ready] only.
///
/// `Stopped → Starting → Bootstrapping ⇄ Ready`; each of them `→ Failed → Starting`, and every one
/// `→ Stopped` at the end.
public sealed interface UpstreamState {

  /// No tor runs and none will be started.
  record Stopped() implements UpstreamState {}

  /// tor is being started and taken over; `attempt` counts from 1 since it was last ready.
  record Starting(int attempt) implements UpstreamState {}

  /// tor runs under our ownership and cannot carry streams yet, or any more. `tag` is tor's word
  /// for the phase, `warning` tor's own reason for a stall, "" if there is none.
  record Bootstrapping(int progress, String tag, String summary, String warning)
      implements UpstreamState {}

  /// tor is bootstrapped and has circuits.
  record Ready() implements UpstreamState {}

  /// tor was lost or could not be started; the next attempt comes after `retryIn`.
  record Failed(String reason, int attempt, Duration retryIn) implements UpstreamState {}
}
