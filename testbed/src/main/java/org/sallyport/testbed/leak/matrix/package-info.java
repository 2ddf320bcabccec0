/// What was seen of each probe in each state of the gateway, and how it is shown. Pure.
@NullMarked
package org.sallyport.testbed.leak.matrix;

import org.jspecify.annotations.NullMarked;
