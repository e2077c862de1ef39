package io.drover.crds.migration.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How far a migration is. The order is that of a migration that goes well, up to Completed. */
public enum MigrationPhase {
    /** Created; nothing was asked of any agent. */
    @JsonProperty("Pending")
    PENDING("Pending"),

    /** The source node checks and readies what it needs. */
    @JsonProperty("Preparing")
    PREPARING("Preparing"),

    /** The source pod is released; its replacement is not bound or not ready to receive. */
    @JsonProperty("AwaitingTarget")
    AWAITING_TARGET("AwaitingTarget"),

    /** The replacement waits for the image. Nothing was frozen so far. */
    @JsonProperty("Ready")
    READY("Ready"),

    /** The source is being frozen, dumped and sent. It may still give up on its own. */
    @JsonProperty("Freezing")
    FREEZING("Freezing"),

    /** The image is complete and verified at the target; the source is frozen and waits for the word. */
    @JsonProperty("Sealed")
    SEALED("Sealed"),

    /** Every container is restored on the target and none runs. */
    @JsonProperty("Restored")
    RESTORED("Restored"),

    /** The target owns the processes. From here the source never runs again. */
    @JsonProperty("HandedOver")
    HANDED_OVER("HandedOver"),

    /** The processes run on the target. */
    @JsonProperty("Running")
    RUNNING("Running"),

    /** The source pod is being removed. */
    @JsonProperty("Committing")
    COMMITTING("Committing"),

    /** Done: the processes run on the target and nothing is left at the source. */
    @JsonProperty("Completed")
    COMPLETED("Completed"),

    /** Given up before the handover; what was begun is being undone. */
    @JsonProperty("RollingBack")
    ROLLING_BACK("RollingBack"),

    /** Given up: the source runs, nothing is left at the target. */
    @JsonProperty("RolledBack")
    ROLLED_BACK("RolledBack"),

    /** Given up after the handover, or what was begun could not be undone; failure says what and why. */
    @JsonProperty("Failed")
    FAILED("Failed"),

    /** A node cannot be asked whether the processes run there. Nothing is done before there is proof. */
    @JsonProperty("InDoubt")
    IN_DOUBT("InDoubt");

    private final String written;

    MigrationPhase(String written) {
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
