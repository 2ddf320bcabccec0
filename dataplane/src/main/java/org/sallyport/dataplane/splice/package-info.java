/// Bytes both ways between an application and the upstream.
@NullMarked
package org.sallyport.dataplane.splice;

import org.jspecify.annotations.NullMarked;
