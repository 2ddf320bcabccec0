/// Whether this machine lets the gateway do its work, and what to do if not.
@NullMarked
package org.sallyport.linux.prerequisite;

import org.jspecify.annotations.NullMarked;
