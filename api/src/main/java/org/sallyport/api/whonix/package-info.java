/// What is told of an import of Whonix's settings.
@NullMarked
package org.sallyport.api.whonix;

import org.jspecify.annotations.NullMarked;
