@NullMarked
package org.sallyport.cli;

import org.jspecify.annotations.NullMarked;
