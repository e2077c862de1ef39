/** Answers metrics, liveness and readiness over HTTP. It must not know what makes the operator live or ready. */
@NullMarked
package io.drover.operator.health;

import org.jspecify.annotations.NullMarked;
