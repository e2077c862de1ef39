/** Reports for code scanning, in SARIF 2.1.0: one result for each decisive finding. It must not know tables or terminals. */
@NullMarked
package io.drover.report.sarif;

import org.jspecify.annotations.NullMarked;
