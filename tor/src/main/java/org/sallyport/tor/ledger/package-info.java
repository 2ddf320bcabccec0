/// The proof of isolation: every stream mapped to the circuits that carried it, from tor's own
/// events, and the verdict that follows.
///
/// The law that is proved: no circuit, and no conflux set of circuits, ever carries two isolation
/// tokens. The proof does not trust the gateway's own bookkeeping: it looks only at what tor says.
@NullMarked
package org.sallyport.tor.ledger;

import org.jspecify.annotations.NullMarked;
