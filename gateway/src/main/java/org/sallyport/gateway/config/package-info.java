/// The configuration file: read once, every problem reported at once with its place.
@NullMarked
package org.sallyport.gateway.config;

import org.jspecify.annotations.NullMarked;
