/**
 * What an evaluation has to tell, in one model for all formats. It must not know any format, nor where facts came from.
 */
@NullMarked
package io.drover.report.model;

import org.jspecify.annotations.NullMarked;
