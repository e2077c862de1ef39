package io.drover.agent.protocol;

import static io.drover.agent.protocol.Coordinator.failure;
import static io.drover.agent.protocol.Coordinator.ignored;
import static io.drover.agent.protocol.Coordinator.to;

import io.drover.agent.protocol.CoordinatorState.Checkpointing;
import java.util.List;
import java.util.Optional;

/** The coordinator's state between the word to freeze and the change of owner: no step forward without both sides' evidence. */
final class WhileFrozen {

    private WhileFrozen() {}

    static Transition<CoordinatorState, CoordinatorCommand> checkpointing(Checkpointing state, CoordinatorEvent event) {
        return switch (event) {
            case CoordinatorEvent.SourceReported(SourcePhase phase, Optional<Failure> failure) ->
                source(state, phase, failure);
            case CoordinatorEvent.TargetReported(TargetPhase phase, Optional<Failure> failure) ->
                target(state, phase, failure);
            case CoordinatorEvent.OwnershipMoved ignored ->
                state.complete()
                        ? to(new CoordinatorState.HandedOver(state.bound(), state.lazy()))
                        : ignored(state, "the evidence for it is not here");
            case CoordinatorEvent.External external -> external(state, external);
            case CoordinatorEvent.SourcePodGone ignored -> sourceDeleted(state);
            case CoordinatorEvent.BudgetRanOut ignored ->
                state.sealed()
                        ? ignored(state, "from SEALED on the source's agent answers the probes")
                        : back(state, MigrationReason.FREEZE_BUDGET_EXCEEDED, "not sealed within the probes' budget");
            case CoordinatorEvent.TimedOut ignored -> timedOut(state);
            case CoordinatorEvent.CannotGoOn(Failure failure) -> back(state, failure, false, false);
            case CoordinatorEvent.ProvedDead(Role role, CoordinatorEvent.Proof proof) ->
                back(
                        state,
                        failure(state, MigrationReason.NODE_REBOOTED, "the " + role + " is dead: " + proof),
                        role == Role.TARGET,
                        role == Role.SOURCE);
            case CoordinatorEvent.AgentUnreachable(Role role) ->
                role == Role.TARGET
                        ? back(state, MigrationReason.AGENT_UNREACHABLE, "the agent of the target is silent")
                        : ignored(state, "it gives up by itself, or waits for our word");
            case CoordinatorEvent.Resumed ignored -> to(state);
            case CoordinatorEvent.SourceReleased ignored -> ignored(state, "late");
            case CoordinatorEvent.ReplacementObserved ignored -> ignored(state, "another pod is bound");
            case CoordinatorEvent.EndpointReady ignored -> ignored(state, "it does not run by our word");
            case CoordinatorEvent.LabelGivenBack ignored -> ignored(state, "late");
            case CoordinatorEvent.Forgotten ignored -> ignored(state, "late");
        };
    }

    private static Transition<CoordinatorState, CoordinatorCommand> source(
            Checkpointing state, SourcePhase phase, Optional<Failure> failure) {
        return switch (phase) {
            case SEALED -> evidence(state, new Checkpointing(state.bound(), true, state.restored(), false));
            case SEALED_LAZY -> evidence(state, new Checkpointing(state.bound(), true, state.restored(), true));
            case GONE ->
                state.sealed()
                        ? ignored(state, "the image is complete without the source")
                        : ended(state, phase, failure);
            case THAWED, FAILED, FORGOTTEN -> ended(state, phase, failure);
            case UNKNOWN, PREPARED, FREEZING, DUMPING, SENDING, PAGED, COMMITTING ->
                ignored(state, "the source is not done");
        };
    }

    private static Transition<CoordinatorState, CoordinatorCommand> ended(
            Checkpointing state, SourcePhase phase, Optional<Failure> failure) {
        Failure why =
                failure.orElseGet(() -> failure(state, MigrationReason.CHECKPOINT_FAILED, "the source is " + phase));
        return back(state, why, false, true);
    }

    private static Transition<CoordinatorState, CoordinatorCommand> target(
            Checkpointing state, TargetPhase phase, Optional<Failure> failure) {
        return switch (phase) {
            case RESTORED -> evidence(state, new Checkpointing(state.bound(), state.sealed(), true, state.lazy()));
            case FAILED, DESTROYED, COLD, ENDED, FORGOTTEN ->
                back(
                        state,
                        failure.orElseGet(
                                () -> failure(state, MigrationReason.RESTORE_FAILED, "the target is " + phase)),
                        phase == TargetPhase.DESTROYED,
                        false);
            case UNKNOWN, BOUND, READY, RECEIVING, RECEIVED, RESTORING, RUNNING ->
                ignored(state, "the target is not done");
        };
    }

    private static Transition<CoordinatorState, CoordinatorCommand> external(
            Checkpointing state, CoordinatorEvent.External event) {
        return switch (event) {
            case CoordinatorEvent.SourceDeleted ignored -> sourceDeleted(state);
            case CoordinatorEvent.UnpausedByAnother ignored -> ignored(state, "equal templates: no rollout begins");
            case CoordinatorEvent.RecommendationDeleted ignored -> ignored(state, "this pod is finished first");
            case CoordinatorEvent.NodeDrained(Role role) ->
                role == Role.SOURCE
                        ? ignored(state, "the pod is leaving that node")
                        : back(state, External.failure(state, event), false, false);
            case CoordinatorEvent.ReplacementDeleted ignored ->
                back(state, External.failure(state, event), false, false);
            case CoordinatorEvent.ReplacementFailed ignored ->
                back(state, External.failure(state, event), false, false);
            case CoordinatorEvent.WorkloadDeleted ignored -> back(state, External.failure(state, event), false, false);
            case CoordinatorEvent.RolloutStarted ignored -> back(state, External.failure(state, event), false, false);
        };
    }

    private static Transition<CoordinatorState, CoordinatorCommand> sourceDeleted(Checkpointing state) {
        return state.sealed()
                ? ignored(state, "the image is complete: the processes live on at the target")
                : to(Undoing.begin(
                        failure(state, MigrationReason.SOURCE_DELETED, "somebody deleted the source pod"),
                        state.replacement(),
                        true));
    }

    private static Transition<CoordinatorState, CoordinatorCommand> timedOut(Checkpointing state) {
        return state.sealed()
                ? back(state, MigrationReason.RESTORE_FAILED, "not restored in time")
                : back(state, MigrationReason.STAGE_TIMED_OUT, "not sealed in time");
    }

    /** Nothing is asked for again as long as evidence comes in: every call would lengthen the freeze. */
    private static Transition<CoordinatorState, CoordinatorCommand> evidence(
            Checkpointing before, Checkpointing after) {
        if (after.equals(before)) {
            return ignored(before, "known");
        }
        return after.complete() ? to(after) : new Transition.Taken<>(after, List.of());
    }

    private static Transition<CoordinatorState, CoordinatorCommand> back(
            Checkpointing state, MigrationReason reason, String message) {
        return back(state, failure(state, reason, message), false, false);
    }

    private static Transition<CoordinatorState, CoordinatorCommand> back(
            Checkpointing state, Failure failure, boolean destroyed, boolean thawed) {
        return to(new CoordinatorState.RollingBack(failure, state.replacement(), destroyed, false, thawed, false));
    }
}
