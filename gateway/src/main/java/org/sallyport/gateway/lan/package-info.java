/// The gateway for other machines: their ports, and the packet rules that keep them in.
@NullMarked
package org.sallyport.gateway.lan;

import org.jspecify.annotations.NullMarked;
