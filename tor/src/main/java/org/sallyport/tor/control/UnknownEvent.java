package org.sallyport.tor.control;

import org.sallyport.core.secret.Sensitive;

/// An event of a kind that this version does not know, or one of a known kind that it cannot read.
///
/// Whoever proves something from events treats a `STREAM` or `CIRC` that arrives here as lost.
/// `body` holds all lines joined by `\n`.
public record UnknownEvent(String keyword, Sensitive<String> body) implements ControlEvent {}
