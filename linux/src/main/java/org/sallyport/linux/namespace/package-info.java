/// Network namespaces that live as long as a descriptor of this process, and sockets made in them.
@NullMarked
package org.sallyport.linux.namespace;

import org.jspecify.annotations.NullMarked;
