package io.drover.operator.inspection;

import io.drover.agent.api.ProtocolVersion;
import io.drover.agent.api.v1.ContainerInspection;
import io.drover.agent.api.v1.Failure;
import io.drover.agent.api.v1.NodeStatus;
import io.drover.rules.facts.Agent;
import io.drover.rules.facts.Complaint;
import io.drover.rules.facts.Inspection;
import io.drover.rules.facts.Observed;
import io.drover.rules.facts.Version;
import io.drover.values.ByteSize;
import io.drover.values.NodeName;

/** Turns what agents answer into facts. */
final class AgentAnswers {

    private AgentAnswers() {}

    static Agent agent(NodeName node, NodeStatus status) {
        return new Agent(
                node,
                Observed.of(true),
                Observed.of(status.getProtocolVersion() == ProtocolVersion.CURRENT),
                Observed.of(status.getAgentVersion()),
                criu(status.getCriuVersion()),
                Observed.of(new ByteSize(Math.max(0, status.getFreeImageBytes()))),
                Observed.unknown("no transfer was measured yet"),
                Observed.of(status.getHasCapSysResource()),
                Observed.of(status.getProblemsList().stream()
                        .map(AgentAnswers::complaint)
                        .toList()));
    }

    static Observed<Inspection> inspection(ContainerInspection seen) {
        if (seen.hasFailure()) {
            return Observed.unknown(
                    seen.getFailure().getReason() + ", " + seen.getFailure().getMessage());
        }
        return Observed.of(new Inspection(
                seen.getImageId(),
                new ByteSize(Math.max(0, seen.getResidentBytes())),
                seen.getProcesses(),
                seen.getConnectionsCount(),
                seen.getObstaclesList().stream().map(AgentAnswers::complaint).toList(),
                seen.getOpenInProjectedVolumesList(),
                new ByteSize(Math.max(0, seen.getRootChangesBytes()))));
    }

    private static Observed<Version> criu(String written) {
        try {
            return Observed.of(Version.parse(written));
        } catch (IllegalArgumentException none) {
            return Observed.unknown("the agent cannot run CRIU");
        }
    }

    private static Complaint complaint(Failure failure) {
        return new Complaint(failure.getReason(), failure.getMessage());
    }
}
