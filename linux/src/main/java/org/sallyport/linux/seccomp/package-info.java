/// The system-call filter of a sandboxed application: a classic BPF program made by our own code.
@NullMarked
package org.sallyport.linux.seccomp;

import org.jspecify.annotations.NullMarked;
