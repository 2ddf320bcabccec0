/// A lab of network namespaces around a gateway for other machines: its internal networks, the
/// machines on them, which have no software of ours, and the demonstration that takes place there.
@NullMarked
package org.sallyport.testbed.lan;

import org.jspecify.annotations.NullMarked;
