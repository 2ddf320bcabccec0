/// How laws are tested: seeded generators, and a runner that says how to repeat a failure.
@NullMarked
package org.sallyport.core.law;

import org.jspecify.annotations.NullMarked;
