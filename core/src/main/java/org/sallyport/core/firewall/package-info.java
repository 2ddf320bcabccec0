/// Packet rules as values: what a ruleset says, and what it decides about a packet. Whoever applies
/// rules renders these; whoever reasons about them asks these; the two cannot disagree.
@NullMarked
package org.sallyport.core.firewall;

import org.jspecify.annotations.NullMarked;
