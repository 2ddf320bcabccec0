/// Taking rights away from a program that the gateway starts for itself: another user, no
/// privileges, and files that it does not need out of reach.
@NullMarked
package org.sallyport.linux.confinement;

import org.jspecify.annotations.NullMarked;
