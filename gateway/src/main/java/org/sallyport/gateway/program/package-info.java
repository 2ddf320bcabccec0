/// Programs as applications: which configured application a program is, and what the others are
/// called.
@NullMarked
package org.sallyport.gateway.program;

import org.jspecify.annotations.NullMarked;
