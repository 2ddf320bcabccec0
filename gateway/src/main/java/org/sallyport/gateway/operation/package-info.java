/// What each admin request does.
@NullMarked
package org.sallyport.gateway.operation;

import org.jspecify.annotations.NullMarked;
