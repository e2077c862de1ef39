package io.drover.rules.facts;

import io.drover.values.ByteSize;
import java.time.Duration;
import java.util.Optional;

/**
 * How long the pod is expected to stand still during a live migration, and how long it may.
 *
 * @param expected 300 ms for freezing and restoring, plus the resident memory over the agent's measured throughput (100Mi per second
 *     until one was measured); unknown when the resident memory is
 * @param budget {@link Pod#probeBudget()} less a tenth as margin; empty when no probe limits it
 */
public record Freeze(Observed<Duration> expected, Optional<Duration> budget) implements Fact {

    private static final Duration FIXED = Duration.ofMillis(300);
    private static final ByteSize UNMEASURED = ByteSize.mebibytes(100);

    static Freeze of(PodFacts facts) {
        ByteSize perSecond = facts.agent().transferPerSecond().known().orElse(UNMEASURED);
        Observed<Duration> expected = facts.resident()
                .map(resident -> FIXED.plusMillis(resident.bytes() / Math.max(1, perSecond.bytes() / 1000)));
        return new Freeze(expected, facts.pod().probeBudget().map(budget -> budget.minus(budget.dividedBy(10))));
    }
}
