/// Values that must never reach a log.
@NullMarked
package org.sallyport.core.secret;

import org.jspecify.annotations.NullMarked;
