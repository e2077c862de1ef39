package io.drover.crds.recommendation.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How far a recommendation is. */
public enum RecommendationPhase {
    /** Seen, not decided, or waiting. */
    @JsonProperty("Pending")
    PENDING("Pending"),

    /** The workload's spec is being patched. */
    @JsonProperty("Applying")
    APPLYING("Applying"),

    /** A resize was asked for and the kubelet is not done. */
    @JsonProperty("InPlaceScaling")
    IN_PLACE_SCALING("InPlaceScaling"),

    /** A checkpoint and restore is under way. */
    @JsonProperty("Migrating")
    MIGRATING("Migrating"),

    /** Every pod has the new resources by the action that was decided first for it. */
    @JsonProperty("Applied")
    APPLIED("Applied"),

    /** A live migration was decided or asked for, and a restart was used instead. */
    @JsonProperty("AppliedWithRestartFallback")
    APPLIED_WITH_RESTART_FALLBACK("AppliedWithRestartFallback"),

    /** Some pods have the new resources as decided; others fell back, failed or were skipped. */
    @JsonProperty("PartialFailure")
    PARTIAL_FAILURE("PartialFailure"),

    /** Could not be applied at all; the workload is as it was. */
    @JsonProperty("Failed")
    FAILED("Failed"),

    /** Decided against before anything was touched. */
    @JsonProperty("Skipped")
    SKIPPED("Skipped");

    private final String written;

    RecommendationPhase(String written) {
        this.written = written;
    }

    /** As it is written in a resource. */
    public String written() {
        return written;
    }

    /** As it is written in a resource. */
    @Override
    public String toString() {
        return written;
    }
}
