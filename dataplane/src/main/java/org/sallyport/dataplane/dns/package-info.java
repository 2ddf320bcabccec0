/// The DNSPort: questions and answers.
@NullMarked
package org.sallyport.dataplane.dns;

import org.jspecify.annotations.NullMarked;
