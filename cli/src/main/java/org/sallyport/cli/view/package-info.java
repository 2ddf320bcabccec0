/// Replies of the gateway as text: pure functions from a reply to what is printed.
@NullMarked
package org.sallyport.cli.view;

import org.jspecify.annotations.NullMarked;
