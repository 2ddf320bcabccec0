@NullMarked
package org.sallyport.api;

import org.jspecify.annotations.NullMarked;
