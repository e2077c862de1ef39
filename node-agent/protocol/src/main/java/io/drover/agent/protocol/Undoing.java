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
        return new RollingBack(failure, replacement, replacement.isEmpty(), false, sourceDeleted);
    }

    static Transition<CoordinatorState, CoordinatorCommand> rollingBack(RollingBack state, CoordinatorEvent event) {
        return switch (event) {
            case CoordinatorEvent.TargetReported(TargetPhase phase, Optional<Failure> ignored) ->
                isDestroyed(phase)
                        ? undone(state, true, state.thawed())
                        : ignored(state, "the target is to be destroyed");
            case CoordinatorEvent.SourceReported(SourcePhase phase, Optional<Failure> ignored) ->
                isThawed(phase) ? undone(state, state.destroyed(), true) : ignored(state, "the source is to be thawed");
            case CoordinatorEvent.ProvedDead(Role role, CoordinatorEvent.Proof ignored) ->
                undone(state, state.destroyed() || role == Role.TARGET, state.thawed() || role == Role.SOURCE);
            case CoordinatorEvent.AgentUnreachable(Role role) -> unreachable(state, role);
            case CoordinatorEvent.SourceDeleted ignored -> sourceDeleted(state);
            case CoordinatorEvent.SourcePodGone ignored -> undone(withSourceDeleted(state), state.destroyed(), true);
            default -> ignored(state, "it is being rolled back already");
        };
    }

    static Transition<CoordinatorState, CoordinatorCommand> givingBack(GivingBack state, CoordinatorEvent event) {
        return switch (event) {
            case CoordinatorEvent.LabelGivenBack ignored ->
                to(new CleaningUp(new Outcome.RolledBack(state.failure()), state.replacement(), false, nobody(state)));
            case CoordinatorEvent.SourceDeleted ignored -> to(coldStart(state.failure(), state.replacement()));
            case CoordinatorEvent.SourcePodGone ignored -> to(coldStart(state.failure(), state.replacement()));
            default -> ignored(state, "the label is being given back");
        };
    }

    static Transition<CoordinatorState, CoordinatorCommand> goingCold(GoingCold state, CoordinatorEvent event) {
        return switch (event) {
            case CoordinatorEvent.TargetReported(TargetPhase phase, Optional<Failure> ignored) ->
                cold(state, state.destroyed() || isDestroyed(phase), phase == TargetPhase.COLD);
            case CoordinatorEvent.ReplacementDeleted ignored -> cold(state, state.destroyed(), true);
            case CoordinatorEvent.ReplacementFailed ignored -> cold(state, state.destroyed(), true);
            case CoordinatorEvent.ProvedDead(Role role, CoordinatorEvent.Proof proof) ->
                role == Role.TARGET
                        ? cold(state, true, proof != CoordinatorEvent.Proof.BOOT_ID_CHANGED)
                        : sourceEnded(state);
            case CoordinatorEvent.SourceReported(SourcePhase phase, Optional<Failure> ignored) ->
                switch (phase) {
                    case COMMITTING -> shut(state);
                    case GONE, FORGOTTEN -> state.handedOver() && !state.shut() ? shut(state) : sourceEnded(state);
                    default -> ignored(state, "the source is to be removed");
                };
            case CoordinatorEvent.SourcePodGone ignored -> sourceEnded(state);
            case CoordinatorEvent.AgentUnreachable(Role role) ->
                (role == Role.TARGET && !state.cold()) || (role == Role.SOURCE && !state.sourceGone())
                        ? to(new InDoubt(role, state))
                        : ignored(state, "nothing is asked of it");
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
            case CoordinatorEvent.ProvedDead(Role role, CoordinatorEvent.Proof proof) ->
                proof == CoordinatorEvent.Proof.BOOT_ID_CHANGED
                        ? ignored(state, "the agent that comes back is told to forget")
                        : forgot(state, role);
            default -> ignored(state, "the migration has ended");
        };
    }

    private static Transition<CoordinatorState, CoordinatorCommand> unreachable(RollingBack state, Role role) {
        if (role == Role.TARGET && !state.destroyed()) {
            return state.thawed() ? undone(state, true, true) : to(new InDoubt(Role.TARGET, state));
        }
        return role == Role.SOURCE && !state.thawed()
                ? to(new InDoubt(Role.SOURCE, state))
                : ignored(state, "nothing is asked of it");
    }

    private static Transition<CoordinatorState, CoordinatorCommand> sourceDeleted(RollingBack state) {
        return state.sourceDeleted() ? ignored(state, "known") : to(withSourceDeleted(state));
    }

    private static RollingBack withSourceDeleted(RollingBack state) {
        return new RollingBack(state.failure(), state.replacement(), state.destroyed(), state.thawed(), true);
    }

    /** Target first, then the source; with both done the label goes back, or a deleted source is replaced from nothing. */
    private static Transition<CoordinatorState, CoordinatorCommand> undone(
            RollingBack state, boolean destroyed, boolean thawed) {
        if (destroyed && thawed) {
            return to(
                    state.sourceDeleted()
                            ? coldStart(state.failure(), state.replacement())
                            : new GivingBack(state.failure(), state.replacement()));
        }
        RollingBack next =
                new RollingBack(state.failure(), state.replacement(), destroyed, thawed, state.sourceDeleted());
        return next.equals(state) ? ignored(state, "known") : to(next);
    }

    private static CoordinatorState coldStart(Failure failure, Optional<Replacement> replacement) {
        return replacement.isEmpty()
                ? new CleaningUp(new Outcome.StartedCold(failure), replacement, false, true)
                : new GoingCold(failure, replacement, false, true, false, false, true);
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
