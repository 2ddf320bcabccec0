/// The daemon itself: `main`, the wiring of everything, the order of start and stop.
@NullMarked
package org.sallyport.gateway;

import org.jspecify.annotations.NullMarked;
