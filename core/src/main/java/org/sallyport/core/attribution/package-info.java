/// Who opened a connection: what is known of the process behind it.
@NullMarked
package org.sallyport.core.attribution;

import org.jspecify.annotations.NullMarked;
