/// Workstations and applications by name, and the epochs of their identities.
@NullMarked
package org.sallyport.core.workstation;

import org.jspecify.annotations.NullMarked;
