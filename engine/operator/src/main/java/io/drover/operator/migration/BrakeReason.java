package io.drover.operator.migration;

import io.drover.values.Reason;

/** Why a move has to wait. */
public enum BrakeReason implements Reason {
    /** The global pause is on. */
    PAUSED("MigrationsPaused"),
    /** As many moves as are allowed at once are under way. */
    TOO_MANY_MIGRATIONS("TooManyMigrations");

    private final String code;

    BrakeReason(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}
