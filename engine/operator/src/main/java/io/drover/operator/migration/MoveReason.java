package io.drover.operator.migration;

import io.drover.values.Reason;

/** Why a move was not begun. */
public enum MoveReason implements Reason {
    /** No node can take the pod now. */
    NO_CAPABLE_TARGET("NoCapableTarget"),
    /** The pod, its container or its ReplicaSet is no longer there. */
    POD_GONE("PodGone");

    private final String code;

    MoveReason(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}
