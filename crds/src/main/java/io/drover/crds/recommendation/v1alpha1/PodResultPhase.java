package io.drover.crds.recommendation.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How far one pod is. */
public enum PodResultPhase {
    /** Not done yet. */
    @JsonProperty("Pending")
    PENDING("Pending"),

    /** Has the new resources. */
    @JsonProperty("Completed")
    COMPLETED("Completed"),

    /** Could not be given the new resources as decided. */
    @JsonProperty("Failed")
    FAILED("Failed");

    private final String written;

    PodResultPhase(String written) {
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
