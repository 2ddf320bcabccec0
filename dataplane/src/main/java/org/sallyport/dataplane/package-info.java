@NullMarked
package org.sallyport.dataplane;

import org.jspecify.annotations.NullMarked;
