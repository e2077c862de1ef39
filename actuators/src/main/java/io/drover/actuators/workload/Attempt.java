package io.drover.actuators.workload;

import io.drover.values.Reason;

/** How one write to the cluster ended. */
public sealed interface Attempt {

    /** The cluster is as it was asked to be, whether or not this call had to change anything. */
    record Done() implements Attempt {}

    /**
     * The API server did not take it, or not all of it.
     *
     * @param reason why
     * @param detail what it said
     */
    record Refused(Reason reason, String detail) implements Attempt {}
}
