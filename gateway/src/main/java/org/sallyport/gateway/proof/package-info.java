/// What tor's own events say about isolation, in the words of workstations and applications.
@NullMarked
package org.sallyport.gateway.proof;

import org.jspecify.annotations.NullMarked;
