/**
 * Moves one pod's processes into its replacement: carries out what the coordinator's state machine asks for, at the API server and at
 * the agents. It must not know why a pod is moved, nor what is owed to its workload as a whole.
 */
@NullMarked
package io.drover.actuators.migration;

import org.jspecify.annotations.NullMarked;
