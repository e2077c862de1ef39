/** What is counted and measured, under names that are documented in docs/metrics.md. It must not know where the numbers are read. */
@NullMarked
package io.drover.operator.metrics;

import org.jspecify.annotations.NullMarked;
