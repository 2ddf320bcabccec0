/// What a workstation's namespace needs so that programs in it believe they are online, although no
/// packet can leave it.
@NullMarked
package org.sallyport.linux.link;

import org.jspecify.annotations.NullMarked;
