/// What two streams must have in common to share a circuit, and the token that says so to tor.
@NullMarked
package org.sallyport.core.isolation;

import org.jspecify.annotations.NullMarked;
