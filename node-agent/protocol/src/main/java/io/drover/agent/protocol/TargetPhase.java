package io.drover.agent.protocol;

/** Where the target agent is with one migration. */
public enum TargetPhase {
    /** Nothing is known of the migration. */
    UNKNOWN,
    /** The pod is known; its container has not been asked for, or its request broke off. */
    BOUND,
    /** The shim waits in {@code create}, image IDs agree, the network is quarantined. */
    READY,
    RECEIVING,
    /** The image is complete and verified. */
    RECEIVED,
    RESTORING,
    /** Every container is restored and none runs. */
    RESTORED,
    /** Ours to run: the processes have been let go. */
    RUNNING,
    /** The restored processes ran and have ended; kubelet's next start is cold. Final. */
    ENDED,
    /** Failed before anything ran; nothing is left of the processes. */
    FAILED,
    /** Destroyed on the coordinator's word: never ran, or never will again. Final. */
    DESTROYED,
    /** The coordinator said that no process is coming: the pod starts cold. Final. */
    COLD,
    /** All traces are removed but this word, which outlives every ticket of the migration. */
    FORGOTTEN
}
