package io.drover.actuators.resize;

import io.drover.values.Reason;

/** Why a resize in place did not happen. */
public enum ResizeReason implements Reason {
    /** kubelet says that this node can never give it. */
    INFEASIBLE("ResizeInfeasible"),
    /** kubelet has put it off for longer than the limit. */
    DEFERRED_TOO_LONG("ResizeDeferredTooLong"),
    /** kubelet has tried and failed, for example because more memory is in use than the new limit allows. */
    ERROR("ResizeError"),
    /** kubelet has neither answered nor finished within the limit. */
    TIMED_OUT("ResizeTimedOut"),
    /** The pod has ended or is being deleted. */
    POD_GONE("PodGone");

    private final String code;

    ResizeReason(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}
