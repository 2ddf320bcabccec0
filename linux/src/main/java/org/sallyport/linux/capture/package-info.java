/// Frames of an interface as the kernel delivers them: one of the leak test's two witnesses. Not
/// used by the gateway.
@NullMarked
package org.sallyport.linux.capture;

import org.jspecify.annotations.NullMarked;
