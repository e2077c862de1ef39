/**
 * Answers why and why not: what stood against each action, what would have to be different, and what would be decided then. It must not
 * know where facts come from, nor how an explanation is shown.
 */
@NullMarked
package io.drover.rules.explanation;

import org.jspecify.annotations.NullMarked;
