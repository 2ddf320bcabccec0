/// The TransPort: connections that do not know that they are redirected.
@NullMarked
package org.sallyport.dataplane.transparent;

import org.jspecify.annotations.NullMarked;
