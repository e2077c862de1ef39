package io.drover.actuators.workload;

import io.drover.values.Reason;

/** Why a workload could not be found, read or changed. */
public enum WorkloadReason implements Reason {
    /** Drover has no adapter for this kind. */
    UNSUPPORTED_KIND("UnsupportedKind"),
    /** There is no such object. */
    TARGET_NOT_FOUND("TargetNotFound"),
    /** The object is no longer what the decision was made on; it is looked at again. */
    CHANGED_MEANWHILE("ChangedMeanwhile"),
    /** Its controller has not made a ReplicaSet for its template yet. */
    ROLLOUT_IN_PROGRESS("RolloutInProgress"),
    /** Somebody who is not Drover has paused it. */
    PAUSED_BY_OWNER("WorkloadPaused"),
    /** The rights of Drover do not reach. */
    FORBIDDEN("ForbiddenByApiServer"),
    /** Admission or validation said no. */
    REJECTED_BY_API_SERVER("RejectedByApiServer"),
    /** No answer, or one that promises nothing. */
    API_SERVER_UNREACHABLE("ApiServerUnreachable");

    private final String code;

    WorkloadReason(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}
