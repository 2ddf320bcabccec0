/// How the gateway says that its environment failed: one exception with a kind.
@NullMarked
package org.sallyport.core.error;

import org.jspecify.annotations.NullMarked;
