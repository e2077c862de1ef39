package io.drover.agent;

import io.drover.agent.node.ImageIds;
import io.drover.agent.packets.Attempt;
import io.drover.agent.packets.Networks;
import io.drover.agent.packets.NodeNetwork;
import io.drover.agent.packets.ProbeAnswers;

/** What comes from the kernel and the runtime, and what tests put other things in place of. */
public record KernelParts(Networks networks, NodeNetwork node, ProbeAnswers probes, ImageIds images) {

    /** The real ones. */
    static Attempt<KernelParts> load(AgentSettings settings) {
        throw new UnsupportedOperationException(settings.toString());
    }
}
