@NullMarked
package org.sallyport.gateway;

import org.jspecify.annotations.NullMarked;
