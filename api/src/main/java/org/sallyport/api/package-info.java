/// The admin contract as values: one request, one reply, and the rows of the lists.
///
/// A request is one line of JSON with a `command`, its reply one line with a `reply`; a connection
/// may carry several pairs, one after the other. Whoever reads a request refuses unknown members;
/// whoever reads a reply ignores them, so that a newer gateway may say more. Every member is always
/// present; an absent value is `null`.
@NullMarked
package org.sallyport.api;

import org.jspecify.annotations.NullMarked;
