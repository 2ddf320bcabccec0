/// The decision about one stream: admitted under a key, or refused with a reason.
@NullMarked
package org.sallyport.core.admission;

import org.jspecify.annotations.NullMarked;
