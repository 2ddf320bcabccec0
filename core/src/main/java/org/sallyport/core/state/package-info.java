/// What the gateway may do in which state.
@NullMarked
package org.sallyport.core.state;

import org.jspecify.annotations.NullMarked;
