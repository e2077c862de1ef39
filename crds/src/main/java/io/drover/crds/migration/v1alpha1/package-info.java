/**
 * CheckpointRestore: one pod's move, with who may run and how far it is. It must not know the state machine that moves it from phase to
 * phase.
 */
@NullMarked
package io.drover.crds.migration.v1alpha1;

import org.jspecify.annotations.NullMarked;
