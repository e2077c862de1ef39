package io.drover.actuators.migration;

import io.drover.agent.protocol.Outcome;

/** How far a migration is. */
public sealed interface MigrationProgress {

    /**
     * It is being worked at, on a thread of its own.
     *
     * @param step the coordinator's state
     */
    record UnderWay(String step) implements MigrationProgress {}

    /** Nothing is owed any more. */
    record Ended(Outcome outcome) implements MigrationProgress {}
}
