package io.drover.agent.protocol;

/** Where the source agent is with one migration. */
public enum SourcePhase {
    /** Nothing is known of the migration. */
    UNKNOWN,
    /** Checked and ready; the processes run. */
    PREPARED,
    /** Packets are redirected, the processes are being frozen. */
    FREEZING,
    /** Frozen, the image is being written. */
    DUMPING,
    /** Frozen, the image is on its way. */
    SENDING,
    /** Frozen, the image is complete and verified at the target: from now on only the coordinator's word counts. */
    SEALED,
    /** As SEALED, but for pages that the target fetches while it runs. */
    SEALED_LAZY,
    /** The target has every page; still frozen. */
    PAGED,
    /** Told to give up: the processes run. Final. */
    THAWED,
    /** Gave up by itself before SEALED: the processes run. Final. */
    FAILED,
    /** Frozen for ever: the old address is shut for the node's own stack, the pod's termination is awaited. */
    COMMITTING,
    /** The processes that were frozen have ended. Final. */
    GONE,
    /** All traces are removed but this word, which outlives every ticket of the migration. */
    FORGOTTEN;

    /** Whether the image can still be lost without harm: the source may give up by itself. */
    public boolean mayGiveUp() {
        return this == FREEZING || this == DUMPING || this == SENDING;
    }

    /** Whether the coordinator's word alone decides what becomes of the frozen processes. */
    public boolean waitsForTheWord() {
        return this == SEALED || this == SEALED_LAZY || this == PAGED;
    }
}
