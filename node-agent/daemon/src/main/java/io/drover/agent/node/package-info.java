/**
 * The node under the agent: its files, processes, programs, containers and freezers, as the node itself sees them. It must not know
 * migrations, gRPC or the network.
 */
@NullMarked
package io.drover.agent.node;

import org.jspecify.annotations.NullMarked;
