/// Which faults there are, when they strike and what became of them: values without a world.
@NullMarked
package org.sallyport.testbed.fault;

import org.jspecify.annotations.NullMarked;
