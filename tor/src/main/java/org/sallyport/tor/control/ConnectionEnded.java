package org.sallyport.tor.control;

/// The connection is over: always the last event, and given to every later reader too.
///
/// `reason` says why, without destinations.
public record ConnectionEnded(String reason) implements ControlEvent {}
