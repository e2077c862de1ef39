package io.drover.values;

/**
 * Names one migration of one pod, over all agents and restarts: the UID of its {@code CheckpointRestore}.
 *
 * @param value letters, digits, dots and dashes only, because files and nftables elements are named after it
 */
public record MigrationId(String value) {

    public MigrationId {
        if (!value.matches("[A-Za-z0-9][A-Za-z0-9.-]{0,99}")) {
            throw new IllegalArgumentException(
                    "a migration id has letters, digits, dots and dashes only, was \"" + value + "\"");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
