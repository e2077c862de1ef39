package io.drover.bench.migration;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one move cost.
 *
 * @param round counts from 1
 * @param freezeMillis time in which the process did not run; null when the move did not come to an end that tells it
 * @param clientGapMillis longest time between two answers that the client saw; null when its connection broke, for that gap has no
 *     end, and when the process was not moved
 * @param brokenBecause why the client's connection broke, empty while it lives
 * @param failure why the process was not moved, empty when it was
 * @param stageMillis durations of parts of the move, by name, as far as they are known
 */
record Sample(
        int round,
        @Nullable Long freezeMillis,
        @Nullable Long clientGapMillis,
        String brokenBecause,
        String failure,
        Map<String, Long> stageMillis) {

    Sample {
        stageMillis = Map.copyOf(stageMillis);
    }

    /** Whether the process was moved and its client noticed no more than a pause. */
    boolean good() {
        return brokenBecause.isEmpty() && failure.isEmpty();
    }
}
