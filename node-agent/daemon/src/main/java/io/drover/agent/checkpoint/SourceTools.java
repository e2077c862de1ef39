package io.drover.agent.checkpoint;

import io.drover.agent.node.CheckpointFiles;
import io.drover.agent.node.Freezers;
import io.drover.agent.node.NodePrograms;
import io.drover.agent.node.Processes;
import io.drover.agent.node.RuncStates;
import io.drover.agent.node.Signals;
import io.drover.agent.packets.Networks;
import io.drover.agent.packets.NodeNetwork;
import io.drover.agent.packets.ProbeAnswers;
import io.drover.agent.transfer.Peers;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What every source of a migration works with; one for the whole agent.
 *
 * @param runc name or path of runc on the node
 * @param workers long work runs here, never on the timer
 */
public record SourceTools(
        CheckpointFiles files,
        RuncStates containers,
        Freezers freezers,
        Processes processes,
        NodePrograms programs,
        Signals signals,
        String runc,
        Networks networks,
        NodeNetwork nodeNetwork,
        ProbeAnswers probes,
        Peers peers,
        ExecutorService workers,
        ScheduledExecutorService timer) {}
