/// A client for tor's control port: the line codec, typed events, and one connection.
///
/// Everything read from the socket passes [ReplyParser] (framing, with named limits), then either
/// answers the oldest waiting command or becomes a [ControlEvent] in a bounded queue. The thread
/// that reads never runs code of the caller. Source: tor's control-spec.
@NullMarked
package org.sallyport.tor.control;

import org.jspecify.annotations.NullMarked;
