@NullMarked
package org.sallyport.testbed;

import org.jspecify.annotations.NullMarked;
