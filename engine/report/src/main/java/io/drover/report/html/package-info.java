/** Reports for a browser or a printer: one file that needs nothing else. It must not know other formats. */
@NullMarked
package io.drover.report.html;

import org.jspecify.annotations.NullMarked;
