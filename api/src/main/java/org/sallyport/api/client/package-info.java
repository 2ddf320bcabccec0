/// The client of the admin contract: one gateway, asked over its unix socket.
@NullMarked
package org.sallyport.api.client;

import org.jspecify.annotations.NullMarked;
