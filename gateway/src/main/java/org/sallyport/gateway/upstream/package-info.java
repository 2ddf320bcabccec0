/// The tor that this gateway owns: how it is set up, and what its state means for the gate.
@NullMarked
package org.sallyport.gateway.upstream;

import org.jspecify.annotations.NullMarked;
