/// The HTTPTunnelPort: HTTP CONNECT as tor speaks it.
@NullMarked
package org.sallyport.dataplane.http;

import org.jspecify.annotations.NullMarked;
