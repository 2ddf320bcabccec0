/// The way in: the data plane, and one compartment for every launched application.
@NullMarked
package org.sallyport.dataplane;

import org.jspecify.annotations.NullMarked;
