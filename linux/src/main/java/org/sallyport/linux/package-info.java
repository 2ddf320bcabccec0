@NullMarked
package org.sallyport.linux;

import org.jspecify.annotations.NullMarked;
