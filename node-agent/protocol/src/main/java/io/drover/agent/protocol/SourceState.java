package io.drover.agent.protocol;

import io.drover.values.Epoch;
import java.util.Optional;

/**
 * What the source agent's journal holds of one migration.
 *
 * @param highest the highest epoch seen; words with a lower one are refused
 * @param failure why it gave up, with {@link SourcePhase#FAILED}
 */
public record SourceState(SourcePhase phase, Epoch highest, Optional<Failure> failure) {

    /** Before the first word about a migration. */
    public static final SourceState INITIAL = new SourceState(SourcePhase.UNKNOWN, Epoch.FIRST, Optional.empty());

    SourceState at(SourcePhase next) {
        return new SourceState(next, highest, failure);
    }

    SourceState at(SourcePhase next, Epoch seen) {
        return new SourceState(next, seen.compareTo(highest) > 0 ? seen : highest, failure);
    }

    SourceState failed(Failure why) {
        return new SourceState(SourcePhase.FAILED, highest, Optional.of(why));
    }
}
