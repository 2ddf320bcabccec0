/// The upstream and its ledger against the real tor, in the private network.
@NullMarked
package org.sallyport.testbed.upstream;

import org.jspecify.annotations.NullMarked;
