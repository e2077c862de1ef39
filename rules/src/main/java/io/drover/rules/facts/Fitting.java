package io.drover.rules.facts;

import io.drover.values.ByteSize;
import io.drover.values.MilliCpu;
import io.drover.values.NodeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Works out whether a candidate node can take a second pod with the recommended resources and the memory image of the first. */
final class Fitting {

    private final Recommendation recommendation;
    private final PodFacts facts;

    Fitting(Recommendation recommendation, PodFacts facts) {
        this.recommendation = recommendation;
        this.facts = facts;
    }

    TargetNode of(Candidate candidate) {
        Optional<NodeName> home = facts.pod().node();
        boolean sameNode =
                home.isPresent() && home.get().equals(candidate.node().name());
        List<Complaint> misfits = new ArrayList<>();
        placement(sameNode, misfits);
        node(candidate.node(), sameNode, misfits);
        agent(candidate.agent(), misfits);
        room(candidate.node(), misfits);
        misfits.addAll(candidate.scheduling());
        return new TargetNode(candidate.node(), candidate.agent(), sameNode, misfits);
    }

    private void placement(boolean sameNode, List<Complaint> misfits) {
        if (sameNode && recommendation.placement() == Placement.OTHER_NODE) {
            misfits.add(new Complaint("Placement", "placement OtherNode excludes the pod's own node"));
        }
        if (!sameNode && recommendation.placement() == Placement.SAME_NODE) {
            misfits.add(new Complaint("Placement", "placement SameNode allows the pod's own node only"));
        }
        if (!sameNode && !facts.pod().volumesThatMustMove().isEmpty()) {
            misfits.add(new Complaint(
                    "VolumeMustMove",
                    "volumes " + facts.pod().volumesThatMustMove() + " can be attached to one node at a time"));
        }
        if (sameNode && facts.pod().selfAntiAffinity()) {
            misfits.add(new Complaint("SelfAntiAffinity", "the pod's own anti-affinity allows one pod per node"));
        }
        if (sameNode && !facts.pod().hostPorts().isEmpty()) {
            misfits.add(new Complaint(
                    "HostPortConflict", "host ports " + facts.pod().hostPorts() + " are taken by the pod itself"));
        }
    }

    private void node(Node node, boolean sameNode, List<Complaint> misfits) {
        if (!node.checkpointNode()) {
            misfits.add(new Complaint("NodeNotLabelled", "label " + Node.CHECKPOINT_LABEL + "=true is missing"));
        }
        if (!node.ready()) {
            misfits.add(new Complaint("NodeNotReady", "its condition Ready is not True"));
        }
        if (!node.schedulable()) {
            misfits.add(new Complaint("NodeUnschedulable", "it is cordoned"));
        }
        if (sameNode) {
            return;
        }
        facts.node().known().ifPresent(source -> {
            if (!source.architecture().equals(node.architecture())) {
                misfits.add(new Complaint(
                        "ArchitectureDiffers",
                        "it is " + node.architecture() + ", the pod runs on " + source.architecture()));
            }
            if (olderKernel(node.kernel(), source.kernel())) {
                misfits.add(new Complaint(
                        "KernelTooOld",
                        "its kernel " + node.kernel() + " is older than the source's " + source.kernel()));
            }
        });
    }

    private void agent(Agent agent, List<Complaint> misfits) {
        switch (agent.reachable()) {
            case Observed.Unknown<Boolean> unknown -> {
                misfits.add(new Complaint("AgentUnknown", unknown.why()));
                return;
            }
            case Observed.Known<Boolean> known
            when !known.value() -> {
                misfits.add(new Complaint("NoAgentOnNode", "none answers"));
                return;
            }
            case Observed.Known<Boolean> known -> {}
        }
        if (agent.speaksOurVersion().equals(Observed.of(false))) {
            misfits.add(
                    new Complaint("AgentVersion", "its agent " + agent.version() + " speaks another protocol version"));
        }
        agent.problems().known().ifPresent(misfits::addAll);
        Observed<ByteSize> image = facts.resident();
        if (agent.freeImageSpace() instanceof Observed.Known<ByteSize>(ByteSize free)
                && image instanceof Observed.Known<ByteSize>(ByteSize size)
                && size.compareTo(free) > 0) {
            misfits.add(new Complaint(
                    "ImageSpaceTooSmall",
                    "the memory image of " + size + " does not fit into " + free + " that are free"));
        }
    }

    private void room(Node node, List<Complaint> misfits) {
        MilliCpu cpu = facts.containers().stream()
                .map(container -> container.after().scheduledCpu())
                .reduce(MilliCpu.ZERO, MilliCpu::plus);
        ByteSize memory = facts.containers().stream()
                .map(container -> container.after().scheduledMemory())
                .reduce(ByteSize.ZERO, ByteSize::plus);
        if (cpu.compareTo(node.cpuFree()) > 0) {
            misfits.add(new Complaint(TargetNode.NO_ROOM, "needs cpu " + cpu + ", free " + node.cpuFree()));
        }
        if (memory.compareTo(node.memoryFree()) > 0) {
            misfits.add(new Complaint(TargetNode.NO_ROOM, "needs memory " + memory + ", free " + node.memoryFree()));
        }
        if (node.podsFree() < 1) {
            misfits.add(new Complaint(TargetNode.NO_ROOM, "it takes no more pods"));
        }
    }

    private static boolean olderKernel(String target, String source) {
        try {
            return Version.parse(target).compareTo(Version.parse(source)) < 0;
        } catch (IllegalArgumentException notANumber) {
            return false;
        }
    }
}
