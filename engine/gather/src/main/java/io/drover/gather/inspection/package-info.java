/**
 * What node agents saw when they looked at pods, and who yields it: live agents, a snapshot, or nobody. It must not know how agents are
 * called.
 */
@NullMarked
package io.drover.gather.inspection;

import org.jspecify.annotations.NullMarked;
