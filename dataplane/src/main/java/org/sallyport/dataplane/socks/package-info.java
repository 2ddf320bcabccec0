/// The SocksPort: SOCKS 4, 4a and 5 as tor speaks them.
@NullMarked
package org.sallyport.dataplane.socks;

import org.jspecify.annotations.NullMarked;
