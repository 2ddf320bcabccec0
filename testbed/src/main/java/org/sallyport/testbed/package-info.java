/// The testnet daemon: a private Tor network, the world beside it, and the gateway, in one JVM.
@NullMarked
package org.sallyport.testbed;

import org.jspecify.annotations.NullMarked;
