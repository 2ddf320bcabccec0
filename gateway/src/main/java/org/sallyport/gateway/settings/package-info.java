/// What a gateway is started with: where it lives, its configuration, its uplink.
@NullMarked
package org.sallyport.gateway.settings;

import org.jspecify.annotations.NullMarked;
