/// What is told of the files of machines behind a gateway.
@NullMarked
package org.sallyport.api.machine;

import org.jspecify.annotations.NullMarked;
