/**
 * What the agent knows of its migrations, kept on disk before it acts on it, so that its successor can finish or undo. It must not know
 * how anything is frozen, dumped, sent or restored.
 */
@NullMarked
package io.drover.agent.journal;

import org.jspecify.annotations.NullMarked;
