package io.drover.agent.handover;

/** What the shim tells after a restore. */
public sealed interface Report {

    /** The container's ID at the runtime. */
    String container();

    /**
     * It is restored and does not run.
     *
     * @param pid its first process, by the node's process IDs
     */
    record Restored(String container, int pid, long restoreMicros) implements Report {}

    /**
     * Nothing is left of it.
     *
     * @param log CRIU's, on the node
     */
    record Failed(String container, String reason, String message, String log) implements Report {}
}
