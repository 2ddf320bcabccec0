/// The configuration of the upstream as a value, and its text.
///
/// Pure: no file is read or written here. tor's defaults are kept; every line that is written has
/// its reason beside it in [Torrc].
@NullMarked
package org.sallyport.tor.torrc;

import org.jspecify.annotations.NullMarked;
