/// Tests of the whole as a user meets it: the launcher, the daemon, real tor, real programs.
@NullMarked
package org.sallyport.testbed.e2e;

import org.jspecify.annotations.NullMarked;
