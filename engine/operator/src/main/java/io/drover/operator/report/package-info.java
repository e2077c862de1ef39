/** Tells people what happened: events on resources and lines in the log. It must not know how anything is decided or done. */
@NullMarked
package io.drover.operator.report;

import org.jspecify.annotations.NullMarked;
