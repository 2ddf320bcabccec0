/// `sallyport leaktest`: a world around a gateway of its own, probes from inside a workstation in
/// every state of the gateway, and two witnesses who say what came out.
@NullMarked
package org.sallyport.testbed.leak;

import org.jspecify.annotations.NullMarked;
