/// How much of everything an application may use.
@NullMarked
package org.sallyport.dataplane.limit;

import org.jspecify.annotations.NullMarked;
