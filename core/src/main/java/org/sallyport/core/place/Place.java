package org.sallyport.core.place;

import java.util.concurrent.Callable;

/// Where a socket is constructed: the host's own network, or a network namespace.
///
/// A socket belongs for life to the network namespace of the thread that calls `socket(2)`, so only
/// the constructor of a channel needs to run here; binding, listening and all traffic happen on the
/// gateway's ordinary threads.
@FunctionalInterface
public interface Place {
  /// The network of the gateway itself.
  Place HOST = new HostPlace();

  /// Runs one short constructor inside the place and returns what it made.
  ///
  /// @throws Exception what the constructor threw, or the failure to enter the place
  <T> T run(Callable<T> constructor) throws Exception;
}
