/// The listeners that the gateway owns for an application, with the flags of torrc.
@NullMarked
package org.sallyport.core.port;

import org.jspecify.annotations.NullMarked;
