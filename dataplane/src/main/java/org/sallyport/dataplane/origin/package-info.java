/// Who opened a connection: asked at accept, and waited for where it decides.
@NullMarked
package org.sallyport.dataplane.origin;

import org.jspecify.annotations.NullMarked;
