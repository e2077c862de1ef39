package io.drover.agent.protocol;

import io.drover.agent.protocol.CoordinatorEvent.AgentUnreachable;
import io.drover.agent.protocol.CoordinatorEvent.Resumed;
import io.drover.agent.protocol.CoordinatorState.AwaitingReplacement;
import io.drover.agent.protocol.CoordinatorState.Checkpointing;
import io.drover.agent.protocol.CoordinatorState.CleaningUp;
import io.drover.agent.protocol.CoordinatorState.Committing;
import io.drover.agent.protocol.CoordinatorState.Ended;
import io.drover.agent.protocol.CoordinatorState.GivingBack;
import io.drover.agent.protocol.CoordinatorState.GoingCold;
import io.drover.agent.protocol.CoordinatorState.HandedOver;
import io.drover.agent.protocol.CoordinatorState.InDoubt;
import io.drover.agent.protocol.CoordinatorState.Paging;
import io.drover.agent.protocol.CoordinatorState.Planned;
import io.drover.agent.protocol.CoordinatorState.PreparingSource;
import io.drover.agent.protocol.CoordinatorState.PreparingTarget;
import io.drover.agent.protocol.CoordinatorState.Releasing;
import io.drover.agent.protocol.CoordinatorState.RollingBack;
import io.drover.agent.protocol.CoordinatorState.Running;
import java.util.ArrayList;
import java.util.List;

/**
 * The operator's part of a migration. It gives the ownership away only after the source has sealed the image and the target has
 * restored every container, and from then on never thaws the source; before, every failure ends with the source running.
 */
public final class Coordinator {

    private Coordinator() {}

    /** What {@code event} does to {@code state}. */
    public static Transition<CoordinatorState, CoordinatorCommand> next(
            CoordinatorState state, CoordinatorEvent event) {
        if (event instanceof Resumed) {
            return state instanceof Planned ? to(new PreparingSource()) : new Transition.Taken<>(state, owed(state));
        }
        return switch (state) {
            case Planned ignored -> BeforeFreeze.planned(state, event);
            case PreparingSource ignored -> BeforeFreeze.preparingSource(state, event);
            case Releasing ignored -> BeforeFreeze.releasing(state, event);
            case AwaitingReplacement ignored -> BeforeFreeze.awaitingReplacement(state, event);
            case PreparingTarget preparing -> BeforeFreeze.preparingTarget(preparing, event);
            case Checkpointing checkpointing -> WhileFrozen.checkpointing(checkpointing, event);
            case HandedOver handedOver -> AfterHandover.handedOver(handedOver, event);
            case Paging paging -> AfterHandover.paging(paging, event);
            case Running running -> AfterHandover.running(running, event);
            case Committing committing -> AfterHandover.committing(committing, event);
            case RollingBack rollingBack -> Undoing.rollingBack(rollingBack, event);
            case GivingBack givingBack -> Undoing.givingBack(givingBack, event);
            case GoingCold goingCold -> Undoing.goingCold(goingCold, event);
            case CleaningUp cleaningUp -> Undoing.cleaningUp(cleaningUp, event);
            case InDoubt inDoubt -> inDoubt(inDoubt, event);
            case Ended ignored -> ignored(state, "the migration has ended");
        };
    }

    /** What has to be done, again after a crash, to get on from {@code state}. */
    public static List<CoordinatorCommand> owed(CoordinatorState state) {
        return switch (state) {
            case Planned ignored -> List.of();
            case PreparingSource ignored -> List.of(new CoordinatorCommand.PrepareSource());
            case Releasing ignored -> List.of(new CoordinatorCommand.ReleaseSource());
            case AwaitingReplacement ignored -> List.of(new CoordinatorCommand.AwaitReplacement());
            case PreparingTarget preparing -> List.of(new CoordinatorCommand.PrepareTarget(preparing.bound()));
            case Checkpointing checkpointing ->
                checkpointing.complete()
                        ? List.of(new CoordinatorCommand.MoveOwnership(checkpointing.bound()))
                        : List.of(new CoordinatorCommand.Checkpoint(checkpointing.bound(), state.epoch()));
            case HandedOver handedOver -> List.of(new CoordinatorCommand.Run(handedOver.bound(), state.epoch()));
            case Paging ignored -> List.of();
            case Running running -> List.of(new CoordinatorCommand.AwaitEndpoint(running.bound()));
            case Committing committing ->
                List.of(
                        committing.shut()
                                ? new CoordinatorCommand.DeleteSourcePod()
                                : new CoordinatorCommand.CommitSource(state.epoch()));
            case RollingBack rollingBack -> owedRollingBack(rollingBack);
            case GivingBack ignored -> List.of(new CoordinatorCommand.GiveLabelBack());
            case GoingCold goingCold -> owedGoingCold(goingCold);
            case InDoubt(Role ignored, CoordinatorState suspended) -> owed(suspended);
            case CleaningUp cleaningUp -> owedCleaningUp(cleaningUp);
            case Ended ignored -> List.of();
        };
    }

    private static List<CoordinatorCommand> owedRollingBack(RollingBack state) {
        List<CoordinatorCommand> owed = new ArrayList<>();
        if (!state.thawed() && (state.destroyed() || state.away())) {
            owed.add(new CoordinatorCommand.ThawSource(state.epoch()));
        }
        state.replacement()
                .filter(ignored -> !state.destroyed())
                .ifPresent(replacement -> owed.add(new CoordinatorCommand.DestroyTarget(replacement, state.epoch())));
        return owed;
    }

    private static List<CoordinatorCommand> owedGoingCold(GoingCold state) {
        List<CoordinatorCommand> owed = new ArrayList<>();
        state.replacement()
                .filter(ignored -> !state.cold())
                .ifPresent(replacement -> owed.add(
                        state.destroyed()
                                ? new CoordinatorCommand.StartCold(replacement, state.epoch())
                                : new CoordinatorCommand.DestroyTarget(replacement, state.epoch())));
        if (!state.sourceGone()) {
            owed.add(
                    state.shut()
                            ? new CoordinatorCommand.DeleteSourcePod()
                            : new CoordinatorCommand.CommitSource(state.epoch()));
        }
        return owed;
    }

    private static List<CoordinatorCommand> owedCleaningUp(CleaningUp state) {
        List<CoordinatorCommand> owed = new ArrayList<>();
        if (!state.sourceForgot()) {
            owed.add(new CoordinatorCommand.ForgetSource());
        }
        state.replacement().filter(ignored -> !state.targetForgot()).ifPresent(replacement -> {
            if (state.outcome() instanceof Outcome.RolledBack) {
                // It may have been away when it was to be destroyed.
                owed.add(new CoordinatorCommand.DestroyTarget(replacement, state.epoch()));
            }
            owed.add(new CoordinatorCommand.ForgetTarget(replacement));
        });
        return owed;
    }

    /** The suspended state goes on by itself; doubt ends with a word or a proof from the side that could not be asked. */
    private static Transition<CoordinatorState, CoordinatorCommand> inDoubt(InDoubt doubt, CoordinatorEvent event) {
        Transition<CoordinatorState, CoordinatorCommand> step = next(doubt.suspended(), event);
        if (endsDoubt(doubt.unknown(), event) || leaves(doubt.suspended(), step.next())) {
            return new Transition.Taken<>(step.next(), owed(step.next()));
        }
        if (event instanceof AgentUnreachable || step.next().equals(doubt.suspended())) {
            return ignored(doubt, "it cannot be known without the " + doubt.unknown());
        }
        return to(new InDoubt(doubt.unknown(), step.next()));
    }

    private static boolean endsDoubt(Role unknown, CoordinatorEvent event) {
        return switch (event) {
            case CoordinatorEvent.SourceReported ignored -> unknown == Role.SOURCE;
            case CoordinatorEvent.TargetReported ignored -> unknown == Role.TARGET;
            case CoordinatorEvent.ProvedDead(Role role, CoordinatorEvent.Proof ignored) -> unknown == role;
            default -> false;
        };
    }

    private static boolean leaves(CoordinatorState before, CoordinatorState after) {
        return !(after instanceof InDoubt) && !after.getClass().equals(before.getClass());
    }

    static Transition<CoordinatorState, CoordinatorCommand> to(CoordinatorState next) {
        return new Transition.Taken<>(next, owed(next));
    }

    static Transition<CoordinatorState, CoordinatorCommand> ignored(CoordinatorState state, String because) {
        return new Transition.Ignored<>(state, because);
    }

    static Failure failure(CoordinatorState state, MigrationReason reason, String message) {
        return new Failure(reason, state.getClass().getSimpleName(), message);
    }
}
