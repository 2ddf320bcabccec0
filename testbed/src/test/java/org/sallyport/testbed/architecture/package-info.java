/// The style guide and the module walls as tests: over the sources of all modules (`TidyTest`),
/// over their classes (`ArchitectureTest`), and over the documents (`DocumentsTest`).
///
/// Every rule has a test of its own that plants a violation and sees the rule find it.
@NullMarked
package org.sallyport.testbed.architecture;

import org.jspecify.annotations.NullMarked;
