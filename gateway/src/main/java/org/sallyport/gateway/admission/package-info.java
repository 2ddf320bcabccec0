/// The decision about every stream, made on its event loop from snapshots.
@NullMarked
package org.sallyport.gateway.admission;

import org.jspecify.annotations.NullMarked;
