/**
 * The migration of one pod as three state machines: the coordinator's view, the source agent's and the target agent's.
 * Pure: it knows no clock, no network, no Kubernetes and no CRIU; what they say comes in as events, what they should do goes out as
 * commands.
 */
@NullMarked
package io.drover.agent.protocol;

import org.jspecify.annotations.NullMarked;
