/**
 * The node agent as a program: settings, wiring, and its two gRPC services. It must not know how anything is frozen, restored or
 * rewritten.
 */
@NullMarked
package io.drover.agent;

import org.jspecify.annotations.NullMarked;
