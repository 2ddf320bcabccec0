/// Reads the settings of a Whonix machine from a directory, and shows what an import makes of them.
@NullMarked
package org.sallyport.cli.whonix;

import org.jspecify.annotations.NullMarked;
