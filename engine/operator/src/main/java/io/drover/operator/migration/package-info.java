/**
 * Begins moves, follows their CheckpointRestores and keeps the brakes. It must not know how agents move a process, nor why one is moved.
 */
@NullMarked
package io.drover.operator.migration;

import org.jspecify.annotations.NullMarked;
