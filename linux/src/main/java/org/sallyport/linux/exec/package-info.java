/// Becoming another program: the launcher's last act.
@NullMarked
package org.sallyport.linux.exec;

import org.jspecify.annotations.NullMarked;
