/// What happened in a compartment, in numbers; never a destination.
@NullMarked
package org.sallyport.dataplane.counter;

import org.jspecify.annotations.NullMarked;
