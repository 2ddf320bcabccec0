/// The client side of tor's SocksPort: one request, one answer.
@NullMarked
package org.sallyport.dataplane.upstream;

import org.jspecify.annotations.NullMarked;
