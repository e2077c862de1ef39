/** Reports for people at a terminal. It must not know machine-readable formats. */
@NullMarked
package io.drover.report.table;

import org.jspecify.annotations.NullMarked;
