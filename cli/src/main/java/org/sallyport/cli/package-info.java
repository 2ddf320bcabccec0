/// The command line's entry: wiring, parsing, and the one place where failures become messages and
/// exit statuses.
@NullMarked
package org.sallyport.cli;

import org.jspecify.annotations.NullMarked;
