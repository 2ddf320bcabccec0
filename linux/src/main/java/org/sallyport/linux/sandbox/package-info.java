/// The sandbox of an application: what it sees of the machine, its environment, and the command
/// line that starts it. Everything here but [SandboxFiles#write], [HostTree#ofThisMachine] and
/// [Programs#find] is pure.
@NullMarked
package org.sallyport.linux.sandbox;

import org.jspecify.annotations.NullMarked;
