/// The life of a stream: asked for, admitted or refused, opened by tor, spliced, ended.
@NullMarked
package org.sallyport.dataplane.stream;

import org.jspecify.annotations.NullMarked;
