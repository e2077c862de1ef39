package io.drover.agent.restore;

import io.drover.agent.node.CheckpointFiles;
import io.drover.agent.node.Freezers;
import io.drover.agent.node.ImageIds;
import io.drover.agent.node.NodePrograms;
import io.drover.agent.node.Processes;
import io.drover.agent.node.RuncStates;
import io.drover.agent.packets.Networks;
import io.drover.agent.packets.NodeNetwork;
import java.util.concurrent.ExecutorService;

/**
 * What every target of a migration works with; one for the whole agent.
 *
 * @param criuDirectory on the node, with the launcher {@code criu}
 * @param workers long work runs here
 */
public record TargetTools(
        CheckpointFiles files,
        RuncStates containers,
        Freezers freezers,
        Processes processes,
        NodePrograms programs,
        Networks networks,
        NodeNetwork nodeNetwork,
        ImageIds images,
        String criuDirectory,
        ExecutorService workers) {}
