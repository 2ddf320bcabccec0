/// The packet rules of a workstation's namespace: rendered from a value, applied in one
/// transaction, read back, compared, and counted.
@NullMarked
package org.sallyport.linux.nft;

import org.jspecify.annotations.NullMarked;
