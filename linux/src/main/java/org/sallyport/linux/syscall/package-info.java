/// The few system calls that Java has no word for, bound by the foreign function interface.
///
/// Each method is one call of libc: it takes Java values, keeps nothing, and fails with an
/// [ErrnoException]. The callers in the neighbouring packages turn that into a sentence for the
/// user. Nothing outside this module sees the package.
@NullMarked
package org.sallyport.linux.syscall;

import org.jspecify.annotations.NullMarked;
