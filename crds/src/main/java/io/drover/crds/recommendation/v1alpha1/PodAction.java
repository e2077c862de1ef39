package io.drover.crds.recommendation.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What was decided for a pod. */
public enum PodAction {
    /** The pod's resources change while it runs. */
    @JsonProperty("InPlaceResize")
    IN_PLACE_RESIZE("InPlaceResize"),

    /** The running processes move into a new pod. */
    @JsonProperty("LiveMigration")
    LIVE_MIGRATION("LiveMigration"),

    /** The pod is replaced and starts anew. */
    @JsonProperty("RollingRestart")
    ROLLING_RESTART("RollingRestart"),

    /** The pod is left as it is. */
    @JsonProperty("Skip")
    SKIP("Skip");

    private final String written;

    PodAction(String written) {
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
