/// The settings of a Whonix machine, understood: what its files say becomes a configuration of
/// Sallyport's, and a finding for every setting: taken, already so, refused, without meaning here,
/// or not understood. The files are read, never run.
@NullMarked
package org.sallyport.core.whonix;

import org.jspecify.annotations.NullMarked;
