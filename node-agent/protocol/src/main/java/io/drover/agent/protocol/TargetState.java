package io.drover.agent.protocol;

import io.drover.values.Epoch;
import java.util.Optional;

/**
 * What the target agent's journal holds of one migration.
 *
 * @param highest the highest epoch seen; words with a lower one are refused
 * @param failure why it failed, with {@link TargetPhase#FAILED}
 */
public record TargetState(TargetPhase phase, Epoch highest, Optional<Failure> failure) {

    /** Before the first word about a migration. */
    public static final TargetState INITIAL = new TargetState(TargetPhase.UNKNOWN, Epoch.FIRST, Optional.empty());

    TargetState at(TargetPhase next) {
        return new TargetState(next, highest, failure);
    }

    TargetState at(TargetPhase next, Epoch seen) {
        return new TargetState(next, seen.compareTo(highest) > 0 ? seen : highest, failure);
    }

    TargetState failed(Failure why) {
        return new TargetState(TargetPhase.FAILED, highest, Optional.of(why));
    }
}
