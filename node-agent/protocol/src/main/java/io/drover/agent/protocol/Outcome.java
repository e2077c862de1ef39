package io.drover.agent.protocol;

/** Every way a migration can end. In each of them the workload has a pod that runs, or kubelet has been told to start it. */
public sealed interface Outcome {

    /** The processes run in the replacement, the source pod is gone. */
    record Moved() implements Outcome {}

    /** Nothing was lost: the source runs as before and has its label back. */
    record RolledBack(Failure failure) implements Outcome {}

    /** The memory is lost: the replacement starts from nothing. */
    record StartedCold(Failure failure) implements Outcome {}
}
