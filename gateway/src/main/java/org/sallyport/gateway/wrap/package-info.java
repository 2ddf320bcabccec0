/// Wrapped commands as the gateway sees them: which programs they are.
@NullMarked
package org.sallyport.gateway.wrap;

import org.jspecify.annotations.NullMarked;
