@NullMarked
package org.sallyport.core;

import org.jspecify.annotations.NullMarked;
