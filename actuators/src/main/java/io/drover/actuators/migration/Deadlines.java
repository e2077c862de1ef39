package io.drover.actuators.migration;

import io.drover.agent.protocol.CoordinatorEvent;
import io.drover.agent.protocol.CoordinatorState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** How long the coordinator may stay in each state. A new leader counts anew: an agent that gives up earlier says so itself. */
final class Deadlines {

    /** For the agent's own word that it gave up, which is better than ours. */
    private static final Duration COURTESY = Duration.ofSeconds(2);

    private final MigrationSettings settings;
    private final InstantSource clock;
    private Instant since;

    Deadlines(MigrationSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        this.since = clock.instant();
    }

    void entered() {
        since = clock.instant();
    }

    List<CoordinatorEvent> passed(CoordinatorState state, long freezeBudgetMillis) {
        Duration budget = Duration.ofMillis(freezeBudgetMillis).plus(COURTESY);
        Optional<Duration> limit = limit(state, budget);
        if (limit.isPresent() && isOver(limit.get())) {
            return List.of(new CoordinatorEvent.TimedOut());
        }
        return state instanceof CoordinatorState.Checkpointing && isOver(budget)
                ? List.of(new CoordinatorEvent.BudgetRanOut())
                : List.of();
    }

    private Optional<Duration> limit(CoordinatorState state, Duration budget) {
        return switch (state) {
            case CoordinatorState.PreparingSource ignored -> Optional.of(settings.preparation());
            case CoordinatorState.Releasing ignored -> Optional.of(settings.preparation());
            case CoordinatorState.AwaitingReplacement ignored -> Optional.of(settings.replacement());
            case CoordinatorState.PreparingTarget ignored -> Optional.of(settings.replacement());
            case CoordinatorState.Checkpointing ignored ->
                Optional.of(settings.freeze().plus(budget));
            case CoordinatorState.Running ignored -> Optional.of(settings.readiness());
            default -> Optional.empty();
        };
    }

    private boolean isOver(Duration limit) {
        return since.plus(limit).isBefore(clock.instant());
    }
}
