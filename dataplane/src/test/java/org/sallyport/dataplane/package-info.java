/// Tests of the data plane against a strict stand-in for tor on a unix socket.
@NullMarked
package org.sallyport.dataplane;

import org.jspecify.annotations.NullMarked;
