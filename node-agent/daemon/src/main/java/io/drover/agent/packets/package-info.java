/**
 * What happens to the packets of a pod that moves: dropped where it is frozen, held where it is going, rewritten on the way. It must not
 * know gRPC, CRIU or the order of a migration.
 */
@NullMarked
package io.drover.agent.packets;

import org.jspecify.annotations.NullMarked;
