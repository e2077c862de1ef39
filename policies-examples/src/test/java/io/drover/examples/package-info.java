/** Runs the example policies. They must work as they stand, because people copy them. */
@NullMarked
package io.drover.examples;

import org.jspecify.annotations.NullMarked;
