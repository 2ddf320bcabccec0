/// The demonstration: what Sallyport promises, shown on a private Tor network with the commands
/// that a user types.
@NullMarked
package org.sallyport.testbed.demo;

import org.jspecify.annotations.NullMarked;
