/// Where a socket is constructed.
@NullMarked
package org.sallyport.core.place;

import org.jspecify.annotations.NullMarked;
