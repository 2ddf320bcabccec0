/// Starting a gateway, waiting until it is open, and waiting until it is gone.
@NullMarked
package org.sallyport.cli.start;

import org.jspecify.annotations.NullMarked;
