/// The commands: each knows its options and help, and does one thing.
@NullMarked
package org.sallyport.cli.command;

import org.jspecify.annotations.NullMarked;
