package io.drover.agent.journal;

import io.drover.values.Reason;

/** Why a command was not carried out, by what the agent remembers. */
public enum JournalReason implements Reason {
    /** It has a lower epoch than one that was seen. */
    FENCED("Fenced"),
    /** The state of the migration does not allow it. */
    NOT_IN_STATE("NotInState"),
    /** This agent knows no such migration in this role. */
    MIGRATION_UNKNOWN("MigrationUnknown");

    private final String code;

    JournalReason(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}
