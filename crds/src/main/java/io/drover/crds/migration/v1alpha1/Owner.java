package io.drover.crds.migration.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Who may let the processes run. */
public enum Owner {
    /** The node that they leave. */
    @JsonProperty("source")
    SOURCE("source"),

    /** The node that they enter. */
    @JsonProperty("target")
    TARGET("target");

    private final String written;

    Owner(String written) {
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
