/**
 * Matches facts against policies and chooses: facts in, a plan out, with Drools as the engine in between. It must not know where facts
 * come from, nor how plans are shown or carried out.
 */
@NullMarked
package io.drover.rules.evaluation;

import org.jspecify.annotations.NullMarked;
