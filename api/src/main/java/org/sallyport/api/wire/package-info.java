/// How the admin contract travels: newline-delimited JSON.
@NullMarked
package org.sallyport.api.wire;

import org.jspecify.annotations.NullMarked;
