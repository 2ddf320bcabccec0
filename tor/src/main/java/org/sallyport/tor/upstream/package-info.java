/// The upstream: one tor that the gateway owns, kept running.
///
/// A supervising virtual thread starts tor, takes ownership, follows its bootstrap, and starts it
/// again with a growing pause after it was lost. What happens is told to one [UpstreamListener].
@NullMarked
package org.sallyport.tor.upstream;

import org.jspecify.annotations.NullMarked;
