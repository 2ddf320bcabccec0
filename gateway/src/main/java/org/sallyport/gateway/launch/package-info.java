/// One launch: a namespace, its ports, its sandbox, watched until its launcher ends.
@NullMarked
package org.sallyport.gateway.launch;

import org.jspecify.annotations.NullMarked;
