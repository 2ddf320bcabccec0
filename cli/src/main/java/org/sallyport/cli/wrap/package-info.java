/// Shims: small programs before other programs, which make each an application of its own wherever
/// it is called from.
@NullMarked
package org.sallyport.cli.wrap;

import org.jspecify.annotations.NullMarked;
