package io.drover.agent.protocol;

import static io.drover.agent.protocol.Coordinator.failure;
import static io.drover.agent.protocol.Coordinator.ignored;
import static io.drover.agent.protocol.Coordinator.to;
import static io.drover.agent.protocol.MigrationReason.SOURCE_LOST_DURING_POST_COPY;
import static io.drover.agent.protocol.MigrationReason.TARGET_LOST_AFTER_HANDOVER;

import io.drover.agent.protocol.CoordinatorState.Committing;
import io.drover.agent.protocol.CoordinatorState.GoingCold;
import io.drover.agent.protocol.CoordinatorState.HandedOver;
import io.drover.agent.protocol.CoordinatorState.InDoubt;
import io.drover.agent.protocol.CoordinatorState.Paging;
import io.drover.agent.protocol.CoordinatorState.Running;
import java.util.Optional;

/** The coordinator's states after the point of no return: forward, or cold; the source never runs again. */
final class AfterHandover {

    private AfterHandover() {}

    static Transition<CoordinatorState, CoordinatorCommand> handedOver(HandedOver state, CoordinatorEvent event) {
        Optional<CoordinatorState> lost = targetLost(state, event).or(() -> pagesLost(state, state.lazy(), event));
        if (lost.isPresent()) {
            return to(lost.get());
        }
        if (event.equals(new CoordinatorEvent.AgentUnreachable(Role.TARGET))) {
            return to(new InDoubt(Role.TARGET, state));
        }
        if (isReport(event, TargetPhase.RUNNING)) {
            return to(state.lazy() ? new Paging(state.bound()) : new Running(state.bound()));
        }
        return ignored(state, "there is no way back: the target owns the processes");
    }

    static Transition<CoordinatorState, CoordinatorCommand> paging(Paging state, CoordinatorEvent event) {
        Optional<CoordinatorState> lost = targetLost(state, event).or(() -> pagesLost(state, true, event));
        if (lost.isPresent()) {
            return to(lost.get());
        }
        boolean paged =
                event instanceof CoordinatorEvent.SourceReported(SourcePhase phase, Optional<Failure> ignoredFailure)
                        && phase == SourcePhase.PAGED;
        return paged ? to(new Running(state.bound())) : ignored(state, "pages are on their way");
    }

    static Transition<CoordinatorState, CoordinatorCommand> running(Running state, CoordinatorEvent event) {
        Optional<CoordinatorState> lost = targetLost(state, event);
        if (lost.isPresent()) {
            return to(lost.get());
        }
        boolean serves = event instanceof CoordinatorEvent.EndpointReady || event instanceof CoordinatorEvent.TimedOut;
        return serves
                ? to(new Committing(state.bound(), false))
                : ignored(state, "the target runs, its endpoint is awaited");
    }

    static Transition<CoordinatorState, CoordinatorCommand> committing(Committing state, CoordinatorEvent event) {
        if (!state.shut() && (isShut(event) || hasNoProcess(event))) {
            return to(new Committing(state.bound(), true));
        }
        if (sourceHasEnded(event)) {
            return to(new CoordinatorState.CleaningUp(new Outcome.Moved(), state.replacement(), false, false));
        }
        return event.equals(new CoordinatorEvent.AgentUnreachable(Role.SOURCE))
                ? to(new InDoubt(Role.SOURCE, state))
                : ignored(state, "the source is being removed");
    }

    static boolean sourceHasEnded(CoordinatorEvent event) {
        return switch (event) {
            case CoordinatorEvent.SourcePodGone ignored -> true;
            case CoordinatorEvent.SourceReported(SourcePhase phase, Optional<Failure> ignored) ->
                phase == SourcePhase.GONE || phase == SourcePhase.FORGOTTEN;
            case CoordinatorEvent.ProvedDead(Role role, CoordinatorEvent.Proof ignored) -> role == Role.SOURCE;
            default -> false;
        };
    }

    /** No process is left, but there may be a pod, in which the kubelet would start new ones. */
    private static boolean hasNoProcess(CoordinatorEvent event) {
        return event instanceof CoordinatorEvent.SourceReported && sourceHasEnded(event);
    }

    static boolean isShut(CoordinatorEvent event) {
        return event instanceof CoordinatorEvent.SourceReported(SourcePhase phase, Optional<Failure> ignored)
                && phase == SourcePhase.COMMITTING;
    }

    private static Optional<CoordinatorState> targetLost(CoordinatorState state, CoordinatorEvent event) {
        return switch (event) {
            case CoordinatorEvent.TargetReported(TargetPhase phase, Optional<Failure> failure) ->
                switch (phase) {
                    case FAILED, ENDED, FORGOTTEN, COLD, DESTROYED ->
                        Optional.of(cold(
                                state,
                                failure.map(Failure::message).orElse("the target is " + phase),
                                phase == TargetPhase.DESTROYED));
                    case UNKNOWN, BOUND, READY, RECEIVING, RECEIVED, RESTORING, RESTORED, RUNNING -> Optional.empty();
                };
            case CoordinatorEvent.ProvedDead(Role role, CoordinatorEvent.Proof proof) ->
                role == Role.TARGET ? Optional.of(cold(state, "the target's node: " + proof, true)) : Optional.empty();
            case CoordinatorEvent.ReplacementDeleted ignored ->
                Optional.of(cold(state, "the replacement was deleted", false));
            case CoordinatorEvent.ReplacementFailed(Failure failure) ->
                Optional.of(cold(state, failure.message(), false));
            default -> Optional.empty();
        };
    }

    private static Optional<CoordinatorState> pagesLost(CoordinatorState state, boolean lazy, CoordinatorEvent event) {
        boolean lost = lazy && (sourceHasEnded(event) || event instanceof CoordinatorEvent.SourceDeleted);
        return lost
                ? Optional.of(new GoingCold(
                        failure(
                                state,
                                SOURCE_LOST_DURING_POST_COPY,
                                "the source ended before its last page was fetched"),
                        state.replacement(),
                        true,
                        false,
                        false,
                        false,
                        false))
                : Optional.empty();
    }

    private static CoordinatorState cold(CoordinatorState state, String message, boolean destroyed) {
        Failure failure = failure(state, TARGET_LOST_AFTER_HANDOVER, message);
        return new GoingCold(failure, state.replacement(), true, destroyed, false, false, false);
    }

    private static boolean isReport(CoordinatorEvent event, TargetPhase phase) {
        return event instanceof CoordinatorEvent.TargetReported(TargetPhase reported, Optional<Failure> ignored)
                && reported == phase;
    }
}
