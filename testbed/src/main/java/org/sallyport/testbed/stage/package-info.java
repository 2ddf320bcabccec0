/// A gateway of one's own for a while, used as a user would.
@NullMarked
package org.sallyport.testbed.stage;

import org.jspecify.annotations.NullMarked;
