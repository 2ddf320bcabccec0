/// Addresses that stand for names.
@NullMarked
package org.sallyport.dataplane.fake;

import org.jspecify.annotations.NullMarked;
