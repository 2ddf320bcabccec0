/// Where a gateway's socket, files and directories are, and whether they can be trusted.
@NullMarked
package org.sallyport.api.location;

import org.jspecify.annotations.NullMarked;
