/// The world around the gateway of a leak test, and the witnesses in it.
///
/// The uplink namespace, in which tor and its private network run, gets one interface; at its other
/// end is a namespace that plays the local network and the Internet. Nothing leads further.
@NullMarked
package org.sallyport.testbed.leak.world;

import org.jspecify.annotations.NullMarked;
