/**
 * Ends a pod through the Eviction API so that its replacement starts from the new template. It must not know why a pod has to go, and it
 * never deletes one: a PodDisruptionBudget always has its say.
 */
@NullMarked
package io.drover.actuators.restart;

import org.jspecify.annotations.NullMarked;
