/// What lives beside the private Tor network in the same namespace: a name server, a web server, an
/// echo service, an onion service, and a witness that counts what must never arrive.
///
/// Everything runs in this JVM on virtual threads with the JDK alone; the one child process is
/// `nft`.
@NullMarked
package org.sallyport.testbed.world;

import org.jspecify.annotations.NullMarked;
