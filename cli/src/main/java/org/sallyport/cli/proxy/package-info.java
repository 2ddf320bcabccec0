/// The proxy settings of desktops, in the homes of workstations.
@NullMarked
package org.sallyport.cli.proxy;

import org.jspecify.annotations.NullMarked;
