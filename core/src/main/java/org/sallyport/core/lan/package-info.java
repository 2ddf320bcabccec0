/// Workstations that are other machines, on an internal interface of the gateway's: who they are,
/// and which packets of theirs, and of the gateway's own machine, may pass.
@NullMarked
package org.sallyport.core.lan;

import org.jspecify.annotations.NullMarked;
