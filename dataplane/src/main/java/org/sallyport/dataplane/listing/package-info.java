/// What is open now, as values for the control plane.
@NullMarked
package org.sallyport.dataplane.listing;

import org.jspecify.annotations.NullMarked;
