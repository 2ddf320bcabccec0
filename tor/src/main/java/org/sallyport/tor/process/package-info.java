/// The tor program and its process: found, checked, started, watched, ended.
///
/// The only place of the gateway that starts tor. No process is left behind: each stop has a
/// deadline and ends in a kill, and a tor that an earlier gateway left is ended only when the
/// kernel proves that it is ours.
@NullMarked
package org.sallyport.tor.process;

import org.jspecify.annotations.NullMarked;
