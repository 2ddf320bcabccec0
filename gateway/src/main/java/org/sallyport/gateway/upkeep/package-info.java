/// What a running gateway does by the clock: small chores on one thread.
@NullMarked
package org.sallyport.gateway.upkeep;

import org.jspecify.annotations.NullMarked;
