/// The subset of shell that files of settings are written in, read and never run: assignments,
/// quotes, comments, variables, and conditions. What is outside of it is a statement that is not
/// understood, with its line.
@NullMarked
package org.sallyport.core.shell;

import org.jspecify.annotations.NullMarked;
