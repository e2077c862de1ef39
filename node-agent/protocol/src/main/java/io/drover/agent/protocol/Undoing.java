package io.drover.agent.protocol;

import static io.drover.agent.protocol.Coordinator.ignored;
import static io.drover.agent.protocol.Coordinator.to;

import io.drover.agent.protocol.CoordinatorState.CleaningUp;
import io.drover.agent.protocol.CoordinatorState.Ended;
import io.drover.agent.protocol.CoordinatorState.GivingBack;
import io.drover.agent.protocol.CoordinatorState.GoingCold;
import io.drover.agent.protocol.CoordinatorState.InDoubt;
import io.drover.agent.protocol.CoordinatorState.RollingBack;
import java.util.Optional;

/** The coordinator's states in which what was begun is taken back, or what is lost is made good by a cold start. */
final class Undoing {

    private Undoing() {}

    static RollingBack begin(Failure failure, Optional<Replacement> replacement, boolean sourceDeleted) {
        return new RollingBack(failure, replacement, replacement.isEmpty(), false, false, sourceDeleted);
    }

    static Transition<CoordinatorState, CoordinatorCommand> rollingBack(RollingBack state, CoordinatorEvent event) {
        return switch (event) {
            case CoordinatorEvent.TargetReported(TargetPhase phase, Optional<Failure> ignored) ->
                isDestroyed(phase)
                        ? undone(state, state.withDestroyed())
                        : ignored(state, "the target is to be destroyed");
            case CoordinatorEvent.SourceReported(SourcePhase phase, Optional<Failure> ignored) ->
                isThawed(phase) ? undone(state, state.withThawed()) : ignored(state, "the source is to be thawed");
            case CoordinatorEvent.ProvedDead(Role role, CoordinatorEvent.Proof ignored) ->
                undone(state, role == Role.TARGET ? state.withDestroyed() : state.withThawed());
            case CoordinatorEvent.AgentUnreachable(Role role) -> unreachable(state, role);
            case CoordinatorEvent.SourceDeleted ignored -> undone(state, state.withSourceDeleted());
            case CoordinatorEvent.SourcePodGone ignored ->
                undone(state, state.withSourceDeleted().withThawed());
            default -> ignored(state, "it is being rolled back already");
        };
    }

    static Transition<CoordinatorState, CoordinatorCommand> givingBack(GivingBack state, CoordinatorEvent event) {
        return switch (event) {
            case CoordinatorEvent.LabelGivenBack ignored ->
                to(new CleaningUp(new Outcome.RolledBack(state.failure()), state.replacement(), false, nobody(state)));
            case CoordinatorEvent.SourceDeleted ignored -> to(coldStart(state.failure(), state.replacement(), false));
            case CoordinatorEvent.SourcePodGone ignored -> to(coldStart(state.failure(), state.replacement(), false));
            default -> ignored(state, "the label is being given back");
        };
    }

    static Transition<CoordinatorState, CoordinatorCommand> goingCold(GoingCold state, CoordinatorEvent event) {
        return switch (event) {
            case CoordinatorEvent.TargetReported(TargetPhase phase, Optional<Failure> ignored) ->
                cold(state, state.destroyed() || isDestroyed(phase), phase == TargetPhase.COLD);
            case CoordinatorEvent.ReplacementDeleted ignored -> cold(state, state.destroyed(), true);
            case CoordinatorEvent.ReplacementFailed ignored -> cold(state, state.destroyed(), true);
            case CoordinatorEvent.ProvedDead(Role role, CoordinatorEvent.Proof ignored) ->
                role == Role.TARGET ? cold(state, true, true) : sourceEnded(state);
            case CoordinatorEvent.SourceReported(SourcePhase phase, Optional<Failure> ignored) ->
                switch (phase) {
                    case COMMITTING -> shut(state);
                    case GONE, FORGOTTEN -> state.handedOver() && !state.shut() ? shut(state) : sourceEnded(state);
                    default -> ignored(state, "the source is to be removed");
                };
            case CoordinatorEvent.SourcePodGone ignored -> sourceEnded(state);
            case CoordinatorEvent.AgentUnreachable(Role role) ->
                state.handedOver() && (role == Role.TARGET ? !state.cold() : !state.sourceGone())
                        ? to(new InDoubt(role, state))
                        : ignored(state, "nothing that ran can be lost by waiting for it");
            default -> ignored(state, "it ends with a cold start");
        };
    }

    static Transition<CoordinatorState, CoordinatorCommand> cleaningUp(CleaningUp state, CoordinatorEvent event) {
        return switch (event) {
            case CoordinatorEvent.Forgotten(Role role) -> forgot(state, role);
            case CoordinatorEvent.SourceReported(SourcePhase phase, Optional<Failure> ignored) ->
                phase == SourcePhase.FORGOTTEN ? forgot(state, Role.SOURCE) : ignored(state, "it is told to forget");
            case CoordinatorEvent.TargetReported(TargetPhase phase, Optional<Failure> ignored) ->
                phase == TargetPhase.FORGOTTEN ? forgot(state, Role.TARGET) : ignored(state, "it is told to forget");
            case CoordinatorEvent.ProvedDead(Role role, CoordinatorEvent.Proof ignored) -> forgot(state, role);
            default -> ignored(state, "the migration has ended");
        };
    }

    /** The target is left to itself, for it can never run; a source that is silent may be frozen for ever. */
    private static Transition<CoordinatorState, CoordinatorCommand> unreachable(RollingBack state, Role role) {
        if (role == Role.TARGET) {
            return undone(state, state.withTargetAway());
        }
        return state.thawed() ? ignored(state, "nothing is asked of it") : to(new InDoubt(Role.SOURCE, state));
    }

    /** Target first, then the source; with both done the label goes back, or a deleted source is replaced from nothing. */
    private static Transition<CoordinatorState, CoordinatorCommand> undone(RollingBack before, RollingBack after) {
        if ((after.destroyed() || after.away()) && after.thawed()) {
            return to(
                    after.sourceDeleted()
                            ? coldStart(after.failure(), after.replacement(), after.destroyed())
                            : new GivingBack(after.failure(), after.replacement()));
        }
        return after.equals(before) ? ignored(before, "known") : to(after);
    }

    private static CoordinatorState coldStart(Failure failure, Optional<Replacement> replacement, boolean destroyed) {
        return replacement.isEmpty()
                ? new CleaningUp(new Outcome.StartedCold(failure), replacement, false, true)
                : new GoingCold(failure, replacement, false, destroyed, false, false, true);
    }

    private static Transition<CoordinatorState, CoordinatorCommand> cold(
            GoingCold state, boolean destroyed, boolean cold) {
        return ended(
                state,
                new GoingCold(
                        state.failure(),
                        state.replacement(),
                        state.handedOver(),
                        destroyed,
                        state.cold() || cold,
                        state.shut(),
                        state.sourceGone()));
    }

    private static Transition<CoordinatorState, CoordinatorCommand> shut(GoingCold state) {
        return ended(
                state,
                new GoingCold(
                        state.failure(),
                        state.replacement(),
                        state.handedOver(),
                        state.destroyed(),
                        state.cold(),
                        true,
                        state.sourceGone()));
    }

    private static Transition<CoordinatorState, CoordinatorCommand> sourceEnded(GoingCold state) {
        return ended(
                state,
                new GoingCold(
                        state.failure(),
                        state.replacement(),
                        state.handedOver(),
                        state.destroyed(),
                        state.cold(),
                        state.shut(),
                        true));
    }

    private static Transition<CoordinatorState, CoordinatorCommand> ended(GoingCold before, GoingCold after) {
        if (after.cold() && after.sourceGone()) {
            return to(new CleaningUp(new Outcome.StartedCold(after.failure()), after.replacement(), false, false));
        }
        return after.equals(before) ? ignored(before, "known") : to(after);
    }

    private static Transition<CoordinatorState, CoordinatorCommand> forgot(CleaningUp state, Role role) {
        CleaningUp next = new CleaningUp(
                state.outcome(),
                state.replacement(),
                state.sourceForgot() || role == Role.SOURCE,
                state.targetForgot() || role == Role.TARGET);
        if (next.sourceForgot() && next.targetForgot()) {
            return to(new Ended(state.outcome(), state.replacement()));
        }
        return next.equals(state) ? ignored(state, "known") : to(next);
    }

    private static boolean nobody(CoordinatorState state) {
        return state.replacement().isEmpty();
    }

    private static boolean isDestroyed(TargetPhase phase) {
        return phase == TargetPhase.DESTROYED || phase == TargetPhase.COLD || phase == TargetPhase.FORGOTTEN;
    }

    private static boolean isThawed(SourcePhase phase) {
        return phase == SourcePhase.THAWED
                || phase == SourcePhase.FAILED
                || phase == SourcePhase.GONE
                || phase == SourcePhase.FORGOTTEN;
    }
}
