/// A private Tor network: an authority, relays, exits and a bridge of the installed `tor`, inside a
/// network namespace that has no way out.
///
/// A network is planned as a value ([NetworkPlan]), rendered to torrc text, and only then started.
/// Its start-up holds the vote until every descriptor is in, so that it is deterministic and cold
/// ready in about five seconds. Nothing here ever starts tor where another interface than `lo`
/// exists ([SealedNamespace]).
@NullMarked
package org.sallyport.testbed.network;

import org.jspecify.annotations.NullMarked;
