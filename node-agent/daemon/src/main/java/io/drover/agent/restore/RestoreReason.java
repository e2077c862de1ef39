package io.drover.agent.restore;

import io.drover.values.Reason;

/** Why a target could not restore. */
public enum RestoreReason implements Reason {
    /** The created container has another image than the source. */
    IMAGE_MISMATCH("ImageMismatch"),
    /** The runtime does not say which image the created container has. */
    IMAGE_UNKNOWN("ImageUnknown"),
    /** {@code runc restore} failed. */
    RESTORE_FAILED("RestoreFailed"),
    /** The shim ended in the middle of a restore. */
    SHIM_LOST("ShimLost"),
    /** The migration of this pod has failed or was destroyed; the coordinator says how the pod goes on. */
    MIGRATION_ENDED("MigrationEnded"),
    /** The agent was restarted in the middle. */
    AGENT_RESTARTED("AgentRestarted"),
    /** A message on the handover socket that the contract does not know. */
    HANDOVER_NOT_UNDERSTOOD("HandoverNotUnderstood"),
    /** A file or a kernel setting could not be read or written. */
    NODE_IO("NodeIoFailed");

    private final String code;

    RestoreReason(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}
