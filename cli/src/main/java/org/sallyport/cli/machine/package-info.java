/// What a machine behind a gateway needs: files, rendered as values, and the root that they are
/// installed in.
@NullMarked
package org.sallyport.cli.machine;

import org.jspecify.annotations.NullMarked;
