/// Who opened a connection, asked for off the event loops and within a deadline.
@NullMarked
package org.sallyport.gateway.attribution;

import org.jspecify.annotations.NullMarked;
