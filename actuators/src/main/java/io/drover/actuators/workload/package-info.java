/**
 * Knows each kind of workload: where its pods and its template are, how its controller is paused, and how its template changes without a
 * rollout. It must not know why anything is changed, nor the recommendation that asked for it.
 */
@NullMarked
package io.drover.actuators.workload;

import org.jspecify.annotations.NullMarked;
