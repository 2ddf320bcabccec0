/// The admin socket: one JSON line in, one JSON line out, for the gateway's own user and root.
@NullMarked
package org.sallyport.gateway.admin;

import org.jspecify.annotations.NullMarked;
