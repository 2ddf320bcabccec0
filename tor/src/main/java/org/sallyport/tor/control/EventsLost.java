package org.sallyport.tor.control;

/// The bounded event queue was full and `count` events were dropped right here.
///
/// Stands in the queue at the place of the gap, so that a proof can say what it has not seen.
public record EventsLost(long count) implements ControlEvent {}
