/// Becoming an application: what is sent to the gateway, and the replacement of this process.
@NullMarked
package org.sallyport.cli.launch;

import org.jspecify.annotations.NullMarked;
