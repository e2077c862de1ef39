package io.drover.agent;

import io.drover.agent.node.CriImageIds;
import io.drover.agent.node.ImageIds;
import io.drover.agent.node.NodeRoot;
import io.drover.agent.packets.Attempt;
import io.drover.agent.packets.KernelNetworks;
import io.drover.agent.packets.Networks;
import io.drover.agent.packets.NodeNetwork;
import io.drover.agent.packets.ProbeAnswers;
import java.nio.file.Path;

/** What comes from the kernel and the runtime, and what tests put other things in place of. */
public record KernelParts(Networks networks, NodeNetwork node, ProbeAnswers probes, ImageIds images) {

    /** The real ones. */
    static Attempt<KernelParts> load(AgentSettings settings) {
        NodeRoot root = NodeRoot.ofProcess(settings.nodeProcess());
        Path namespace =
                Path.of("/proc/" + (settings.nodeProcess() == 0 ? "self" : settings.nodeProcess()) + "/ns/net");
        return KernelNetworks.load(namespace, root.of(settings.runDirectory()))
                .then(networks -> networks.node()
                        .then(node -> networks.probeAnswers()
                                .then(probes -> new Attempt.Worked<>(new KernelParts(
                                        networks, node, probes, new CriImageIds(root.of(settings.runtimeSocket())))))));
    }
}
