package io.drover.agent.protocol;

import static io.drover.agent.protocol.Coordinator.failure;
import static io.drover.agent.protocol.Coordinator.ignored;
import static io.drover.agent.protocol.Coordinator.to;

import java.util.Optional;

/** The coordinator's states in which nothing is frozen: everything can be called off. */
final class BeforeFreeze {

    private BeforeFreeze() {}

    static Transition<CoordinatorState, CoordinatorCommand> planned(CoordinatorState state, CoordinatorEvent event) {
        return callsOff(state, event)
                .map(failure -> to(new CoordinatorState.Ended(new Outcome.RolledBack(failure), Optional.empty())))
                .orElseGet(() -> ignored(state, "nothing has begun"));
    }

    static Transition<CoordinatorState, CoordinatorCommand> preparingSource(
            CoordinatorState state, CoordinatorEvent event) {
        if (event instanceof CoordinatorEvent.SourceReported(SourcePhase phase, Optional<Failure> ignoredFailure)
                && phase == SourcePhase.PREPARED) {
            return to(new CoordinatorState.Releasing());
        }
        return callsOff(state, event)
                .map(failure -> to(new CoordinatorState.CleaningUp(
                        new Outcome.RolledBack(failure), Optional.empty(), false, true)))
                .orElseGet(() -> ignored(state, "the source is being prepared"));
    }

    static Transition<CoordinatorState, CoordinatorCommand> releasing(CoordinatorState state, CoordinatorEvent event) {
        return event instanceof CoordinatorEvent.SourceReleased
                ? to(new CoordinatorState.AwaitingReplacement())
                : callOffOrIgnore(state, event, "the source is being released");
    }

    static Transition<CoordinatorState, CoordinatorCommand> awaitingReplacement(
            CoordinatorState state, CoordinatorEvent event) {
        return event instanceof CoordinatorEvent.ReplacementObserved(Replacement replacement)
                ? to(new CoordinatorState.PreparingTarget(replacement))
                : callOffOrIgnore(state, event, "the replacement is awaited");
    }

    static Transition<CoordinatorState, CoordinatorCommand> preparingTarget(
            CoordinatorState.PreparingTarget state, CoordinatorEvent event) {
        if (event instanceof CoordinatorEvent.TargetReported(TargetPhase phase, Optional<Failure> failure)) {
            return switch (phase) {
                case READY -> to(new CoordinatorState.Checkpointing(state.bound(), false, false, false));
                case FAILED, DESTROYED, COLD, ENDED, FORGOTTEN ->
                    to(rollingBack(
                            state,
                            failure.orElseGet(() ->
                                    failure(state, MigrationReason.PREPARATION_FAILED, "the target is " + phase))));
                case UNKNOWN, BOUND, RECEIVING, RECEIVED, RESTORING, RESTORED, RUNNING ->
                    ignored(state, "the target is not ready yet");
            };
        }
        return callOffOrIgnore(state, event, "the target is being prepared");
    }

    private static Transition<CoordinatorState, CoordinatorCommand> callOffOrIgnore(
            CoordinatorState state, CoordinatorEvent event, String because) {
        if (event instanceof CoordinatorEvent.SourceDeleted || event instanceof CoordinatorEvent.SourcePodGone) {
            Failure failure = failure(state, MigrationReason.SOURCE_DELETED, "somebody deleted the source pod");
            return to(Undoing.begin(failure, state.replacement(), true));
        }
        return callsOff(state, event)
                .map(failure -> to(rollingBack(state, failure)))
                .orElseGet(() -> ignored(state, because));
    }

    private static CoordinatorState rollingBack(CoordinatorState state, Failure failure) {
        return Undoing.begin(failure, state.replacement(), false);
    }

    private static Optional<Failure> callsOff(CoordinatorState state, CoordinatorEvent event) {
        return switch (event) {
            case CoordinatorEvent.External external ->
                Optional.of(External.failure(state, external)).filter(ignoredFailure -> !isGoodRiddance(external));
            case CoordinatorEvent.CannotGoOn(Failure failure) -> Optional.of(failure);
            case CoordinatorEvent.SourceReported(SourcePhase phase, Optional<Failure> failure) ->
                sourceCallsOff(state, phase, failure);
            case CoordinatorEvent.AgentUnreachable(Role role) ->
                Optional.of(
                        failure(state, MigrationReason.NO_AGENT_ON_NODE, "the agent of the " + role + " is silent"));
            case CoordinatorEvent.ProvedDead(Role role, CoordinatorEvent.Proof proof) ->
                Optional.of(failure(state, MigrationReason.NODE_REBOOTED, "the " + role + " is dead: " + proof));
            case CoordinatorEvent.TimedOut ignoredEvent -> Optional.of(timedOut(state));
            case CoordinatorEvent.SourcePodGone ignoredEvent ->
                Optional.of(failure(state, MigrationReason.SOURCE_DELETED, "the source pod is no more"));
            case CoordinatorEvent.Resumed ignoredEvent -> Optional.empty();
            case CoordinatorEvent.TargetReported ignoredEvent -> Optional.empty();
            case CoordinatorEvent.SourceReleased ignoredEvent -> Optional.empty();
            case CoordinatorEvent.ReplacementObserved ignoredEvent -> Optional.empty();
            case CoordinatorEvent.OwnershipMoved ignoredEvent -> Optional.empty();
            case CoordinatorEvent.EndpointReady ignoredEvent -> Optional.empty();
            case CoordinatorEvent.LabelGivenBack ignoredEvent -> Optional.empty();
            case CoordinatorEvent.Forgotten ignoredEvent -> Optional.empty();
            case CoordinatorEvent.BudgetRanOut ignoredEvent -> Optional.empty();
        };
    }

    /** A source node that is drained wants the pod to leave, which is what it does. */
    private static boolean isGoodRiddance(CoordinatorEvent.External event) {
        return event.equals(new CoordinatorEvent.NodeDrained(Role.SOURCE));
    }

    private static Optional<Failure> sourceCallsOff(
            CoordinatorState state, SourcePhase phase, Optional<Failure> failure) {
        return switch (phase) {
            case FAILED, THAWED, GONE, FORGOTTEN ->
                Optional.of(failure.orElseGet(
                        () -> failure(state, MigrationReason.PREPARATION_FAILED, "the source is " + phase)));
            case UNKNOWN, PREPARED, FREEZING, DUMPING, SENDING, SEALED, SEALED_LAZY, PAGED, COMMITTING ->
                Optional.empty();
        };
    }

    private static Failure timedOut(CoordinatorState state) {
        return state instanceof CoordinatorState.AwaitingReplacement
                        || state instanceof CoordinatorState.PreparingTarget
                ? failure(state, MigrationReason.REPLACEMENT_PENDING, "the replacement did not come up in time")
                : failure(state, MigrationReason.STAGE_TIMED_OUT, "this took longer than it should");
    }
}
