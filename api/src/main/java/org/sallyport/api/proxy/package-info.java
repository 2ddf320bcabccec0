/// What is told of the proxy settings of desktops.
@NullMarked
package org.sallyport.api.proxy;

import org.jspecify.annotations.NullMarked;
