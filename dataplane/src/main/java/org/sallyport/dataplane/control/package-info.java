/// The stand-in for tor's ControlPort: what software that speaks to "its" tor may ask.
@NullMarked
package org.sallyport.dataplane.control;

import org.jspecify.annotations.NullMarked;
