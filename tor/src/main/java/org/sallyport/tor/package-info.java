@NullMarked
package org.sallyport.tor;

import org.jspecify.annotations.NullMarked;
