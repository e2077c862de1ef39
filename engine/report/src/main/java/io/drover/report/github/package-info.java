/** Reports as annotations of a workflow run: one line per pod. It must not know other formats. */
@NullMarked
package io.drover.report.github;

import org.jspecify.annotations.NullMarked;
