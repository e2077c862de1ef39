package io.drover.agent.protocol;

import io.drover.values.Reason;

/** Why a migration was given up, or ended otherwise than it began. Described in {@code docs/reasons.md}. */
public enum MigrationReason implements Reason {
    NO_AGENT_ON_NODE("NoAgentOnNode"),
    AGENT_UNREACHABLE("AgentUnreachable"),
    AGENT_VERSION_MISMATCH("AgentVersionMismatch"),
    AGENT_RESTARTED("AgentRestarted"),
    NODE_REBOOTED("NodeRebooted"),
    PREPARATION_FAILED("PreparationFailed"),
    RELEASE_FAILED("ReleaseFailed"),
    IMAGE_MISMATCH("ImageMismatch"),
    REPLACEMENT_PENDING("ReplacementPending"),
    REPLACEMENT_FAILED("ReplacementFailed"),
    REPLACEMENT_DELETED("ReplacementDeleted"),
    CHECKPOINT_FAILED("CheckpointFailed"),
    TRANSFER_FAILED("TransferFailed"),
    IMAGE_INCOMPLETE("ImageIncomplete"),
    DISK_FULL("DiskFull"),
    RESTORE_FAILED("RestoreFailed"),
    FREEZE_BUDGET_EXCEEDED("FreezeBudgetExceeded"),
    STAGE_TIMED_OUT("StageTimedOut"),
    SOURCE_ENDED("SourceEnded"),
    SOURCE_DELETED("SourceDeleted"),
    WORKLOAD_DELETED("WorkloadDeleted"),
    UNPAUSED_BY_ANOTHER("UnpausedByAnother"),
    ROLLOUT_STARTED("RolloutStarted"),
    TARGET_NODE_DRAINED("TargetNodeDrained"),
    RECOMMENDATION_DELETED("RecommendationDeleted"),
    TARGET_LOST_AFTER_HANDOVER("TargetLostAfterHandover"),
    SOURCE_LOST_DURING_POST_COPY("SourceLostDuringPostCopy"),
    IN_DOUBT("InDoubt"),
    /** An agent's refusal: the word belongs to an epoch that has passed, or to a state that cannot come back. */
    FENCED("Fenced"),
    /** An agent's refusal: it has not been prepared for this migration, or has forgotten it. */
    NOT_PREPARED("NotPrepared");

    private final String code;

    MigrationReason(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}
