package io.drover.crds.recommendation.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What may be done when neither a resize in place nor a live migration is possible. */
public enum Fallback {
    /** The workload's own rollout brings the new resources. */
    @JsonProperty("RollingRestart")
    ROLLING_RESTART("RollingRestart"),

    /** Nothing: the recommendation is skipped or fails. */
    @JsonProperty("None")
    NONE("None");

    private final String written;

    Fallback(String written) {
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
