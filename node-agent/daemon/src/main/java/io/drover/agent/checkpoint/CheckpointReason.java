package io.drover.agent.checkpoint;

import io.drover.values.Reason;

/** Why a source could not be checkpointed, or was let go again. */
public enum CheckpointReason implements Reason {
    /** runc knows no running container with this ID. */
    CONTAINER_GONE("ContainerGone"),
    /** The container's first process is another one than before. */
    CONTAINER_CHANGED("ContainerChanged"),
    /** The container is in no control group that can be frozen. */
    NOT_FREEZABLE("NotFreezable"),
    /** There was no moment without a process that does not descend from the container's first one, such as a probe's. */
    PROCESSES_OUTSIDE_TREE("ProcessesOutsideTree"),
    /** The kernel did not freeze everything in time. */
    FREEZE_TIMED_OUT("FreezeTimedOut"),
    /** {@code runc checkpoint} failed. */
    DUMP_FAILED("DumpFailed"),
    /** The image directory's file system is full, here or at the target. */
    IMAGE_SPACE_EXHAUSTED("ImageSpaceExhausted"),
    /** Somebody wants the container to end. */
    TERMINATION_PENDING("TerminationPending"),
    /** The source was frozen as long as its probes allow. */
    FREEZE_BUDGET_SPENT("FreezeBudgetSpent"),
    /** The coordinator took its word back. */
    WITHDRAWN("Withdrawn"),
    /** A node with clients of the pod has no agent that could lead their packets. */
    NO_AGENT_AT_CLIENT("NoAgentAtClient"),
    /** Another agent did not answer, or refused. */
    PEER_FAILED("PeerFailed"),
    /** The pod has connections over IPv6. */
    IPV6_CONNECTIONS("Ipv6Connections"),
    /** The agent was restarted in the middle. */
    AGENT_RESTARTED("AgentRestarted"),
    /** A file or a kernel setting could not be read or written. */
    NODE_IO("NodeIoFailed");

    private final String code;

    CheckpointReason(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}
