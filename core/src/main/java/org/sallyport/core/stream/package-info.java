/// What an application asks for: a destination, by a protocol, perhaps with credentials.
@NullMarked
package org.sallyport.core.stream;

import org.jspecify.annotations.NullMarked;
