/**
 * Carries a recommendation from its creation to its last pod: gather, decide, act, report. It must not know how an action is carried out,
 * nor what any rule says.
 */
@NullMarked
package io.drover.operator.recommendation;

import org.jspecify.annotations.NullMarked;
