/// From a connection to the process that opened it, and from a process to the program that it runs.
///
/// In the order of a question: [org.sallyport.linux.attribution.SocketAttribution] asks the
/// kernel's own table of sockets for the inode (microseconds), finds the processes of the namespace
/// that hold it, and reads what they run and what started them. What this can know: which process
/// holds the socket *now*. What it cannot: whether that process says the truth about itself. A
/// program may execute another one, write another command line over its own, or trace its
/// neighbours; the boundary that holds against hostile programs is the launch with its own
/// namespace, not this.
@NullMarked
package org.sallyport.linux.attribution;

import org.jspecify.annotations.NullMarked;
