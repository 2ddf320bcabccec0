/// What is tried: the catalogue of probes, and the process that runs them, inside a workstation or
/// beside it.
@NullMarked
package org.sallyport.testbed.leak.probe;

import org.jspecify.annotations.NullMarked;
