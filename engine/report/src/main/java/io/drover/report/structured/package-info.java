/** Reports for machines: one tree of plain values, written as JSON or YAML. It must not know tables, terminals or colors. */
@NullMarked
package io.drover.report.structured;

import org.jspecify.annotations.NullMarked;
