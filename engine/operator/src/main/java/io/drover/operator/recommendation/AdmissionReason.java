package io.drover.operator.recommendation;

import io.drover.values.Reason;

/** Why a recommendation is not decided now, or at all. */
public enum AdmissionReason implements Reason {
    /** {@code spec.targetRef.namespace} is not the recommendation's own. */
    NAMESPACE_MISMATCH("NamespaceMismatch"),
    /** Its target does not exist. */
    TARGET_NOT_FOUND("TargetNotFound"),
    /** Another recommendation for the same workload comes first. */
    OTHER_RECOMMENDATION_FIRST("OtherRecommendationFirst"),
    /** {@code spec.suspend} is true. */
    SUSPENDED("Suspended"),
    /** {@code spec.dryRun} is true: decided, not carried out. */
    DRY_RUN("DryRun"),
    /** What could not be foreseen; the log of the operator has it. */
    INTERNAL_ERROR("InternalError");

    private final String code;

    AdmissionReason(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}
