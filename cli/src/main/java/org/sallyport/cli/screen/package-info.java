/// What the user sees: text that fits 80 columns, colour and progress only on a terminal.
@NullMarked
package org.sallyport.cli.screen;

import org.jspecify.annotations.NullMarked;
