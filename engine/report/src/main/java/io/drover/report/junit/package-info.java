/** Reports for programs that show test results: one test case per pod. It must not know other formats. */
@NullMarked
package io.drover.report.junit;

import org.jspecify.annotations.NullMarked;
