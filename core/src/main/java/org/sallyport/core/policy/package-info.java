/// What a workstation and its applications may do, as the configuration says.
@NullMarked
package org.sallyport.core.policy;

import org.jspecify.annotations.NullMarked;
