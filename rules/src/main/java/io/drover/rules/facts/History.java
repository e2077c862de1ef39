package io.drover.rules.facts;

import java.time.Duration;
import java.util.Optional;

/**
 * What became of earlier recommendations for this workload.
 *
 * @param sinceLastChange time since {@code status.appliedAt} of the newest one that was applied; empty when none was
 * @param lastOutcome its phase, such as {@code Applied} or {@code Failed}; empty when there was none
 * @param failuresInARow failed attempts since the last success
 * @param backOffLeft how long the next attempt still has to wait after failures, zero when it need not
 */
public record History(
        Optional<Duration> sinceLastChange, Optional<String> lastOutcome, int failuresInARow, Duration backOffLeft)
        implements Fact {

    /** Nothing has happened yet. */
    public static final History NONE = new History(Optional.empty(), Optional.empty(), 0, Duration.ZERO);
}
