/// Who is who now: the epochs of every identity, and which token stands for which key.
@NullMarked
package org.sallyport.gateway.identity;

import org.jspecify.annotations.NullMarked;
