/// Packet rules as values: what a ruleset says, and what it decides about a packet. Whoever applies
/// rules renders these; whoever explains them asks these; the two cannot disagree.
@NullMarked
package org.sallyport.core.firewall;

import org.jspecify.annotations.NullMarked;
