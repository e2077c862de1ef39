package io.drover.crds.recommendation.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a live migration may move a pod. */
public enum Placement {
    /** Only to a new pod on the node where it runs. */
    @JsonProperty("SameNode")
    SAME_NODE("SameNode"),

    /** Only to another node. */
    @JsonProperty("OtherNode")
    OTHER_NODE("OtherNode"),

    /** Either; the same node first when it has room. */
    @JsonProperty("Any")
    ANY("Any");

    private final String written;

    Placement(String written) {
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
