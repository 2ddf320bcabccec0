/// Wrapped commands: which they are, where their shims lie, and what a shim is told.
@NullMarked
package org.sallyport.api.wrap;

import org.jspecify.annotations.NullMarked;
