package io.drover.agent.protocol;

import static io.drover.agent.protocol.SourcePhase.COMMITTING;
import static io.drover.agent.protocol.SourcePhase.DUMPING;
import static io.drover.agent.protocol.SourcePhase.FAILED;
import static io.drover.agent.protocol.SourcePhase.FORGOTTEN;
import static io.drover.agent.protocol.SourcePhase.FREEZING;
import static io.drover.agent.protocol.SourcePhase.GONE;
import static io.drover.agent.protocol.SourcePhase.PAGED;
import static io.drover.agent.protocol.SourcePhase.PREPARED;
import static io.drover.agent.protocol.SourcePhase.SEALED;
import static io.drover.agent.protocol.SourcePhase.SEALED_LAZY;
import static io.drover.agent.protocol.SourcePhase.SENDING;
import static io.drover.agent.protocol.SourcePhase.THAWED;
import static io.drover.agent.protocol.SourcePhase.UNKNOWN;

import io.drover.values.Epoch;
import java.util.List;

/**
 * The source agent's part of a migration. Until SEALED it may give up by itself; from then on the frozen processes run again only on
 * the coordinator's word, and never after a word of a higher epoch.
 */
public final class Source {

    private Source() {}

    /** What {@code event} does to {@code state}. */
    public static Transition<SourceState, SourceCommand> next(SourceState state, SourceEvent event) {
        return switch (event) {
            case SourceEvent.Prepare ignored -> prepare(state);
            case SourceEvent.Checkpoint(Epoch epoch) -> checkpoint(state, epoch);
            case SourceEvent.Thaw(Epoch epoch) -> thaw(state, epoch);
            case SourceEvent.Commit(Epoch epoch) -> commit(state, epoch);
            case SourceEvent.Forget ignored -> forget(state);
            case SourceEvent.Frozen ignored -> step(state, FREEZING, DUMPING);
            case SourceEvent.Dumped ignored -> step(state, DUMPING, SENDING);
            case SourceEvent.ImageAccepted ignored -> step(state, SENDING, SEALED);
            case SourceEvent.ImageAcceptedLazily ignored -> step(state, SENDING, SEALED_LAZY);
            case SourceEvent.PagesDelivered ignored -> step(state, SEALED_LAZY, PAGED);
            case SourceEvent.TerminationBegun ignored ->
                state.phase() == COMMITTING
                        ? new Transition.Taken<>(state, List.of(SourceCommand.KILL))
                        : new Transition.Ignored<>(state, "the pod ends without our doing");
            case SourceEvent.StepFailed(Failure failure) -> giveUp(state, failure);
            case SourceEvent.BudgetRanOut ignored ->
                giveUp(
                        state,
                        failure(
                                state,
                                MigrationReason.FREEZE_BUDGET_EXCEEDED,
                                "frozen for as long as the probes allow"));
            case SourceEvent.ProcessesEnded ignored -> ended(state);
            case SourceEvent.AgentRestarted ignored -> restarted(state);
            case SourceEvent.NodeRebooted ignored -> rebooted(state);
        };
    }

    /** What has to be done, again after a crash, so that the world is as {@code state} says. */
    public static List<SourceCommand> owed(SourceState state) {
        return switch (state.phase()) {
            case UNKNOWN, SEALED, SEALED_LAZY, PAGED, GONE -> List.of();
            case PREPARED -> List.of(SourceCommand.MAKE_READY);
            case FREEZING -> List.of(SourceCommand.FREEZE);
            case DUMPING -> List.of(SourceCommand.DUMP);
            case SENDING -> List.of(SourceCommand.SEND);
            case THAWED, FAILED -> List.of(SourceCommand.THAW);
            case COMMITTING -> List.of(SourceCommand.SHUT_OLD_ADDRESS);
            case FORGOTTEN -> List.of(SourceCommand.CLEAN_UP);
        };
    }

    private static Transition<SourceState, SourceCommand> prepare(SourceState state) {
        return state.phase() == UNKNOWN ? to(state.at(PREPARED)) : again(state);
    }

    private static Transition<SourceState, SourceCommand> checkpoint(SourceState state, Epoch epoch) {
        if (epoch.compareTo(state.highest()) < 0) {
            return fenced(state, epoch);
        }
        return switch (state.phase()) {
            case PREPARED -> to(state.at(FREEZING, epoch));
            case UNKNOWN, FORGOTTEN -> refused(state, MigrationReason.NOT_PREPARED, "no preparation went before");
            case THAWED, FAILED, GONE, COMMITTING ->
                refused(state, MigrationReason.FENCED, "this migration has ended here: " + state.phase());
            case FREEZING, DUMPING, SENDING, SEALED, SEALED_LAZY, PAGED -> again(state);
        };
    }

    private static Transition<SourceState, SourceCommand> thaw(SourceState state, Epoch epoch) {
        if (epoch.compareTo(state.highest()) < 0) {
            return fenced(state, epoch);
        }
        return switch (state.phase()) {
            case UNKNOWN, PREPARED, FREEZING, DUMPING, SENDING, SEALED, SEALED_LAZY -> to(state.at(THAWED, epoch));
            case PAGED, COMMITTING ->
                refused(state, MigrationReason.FENCED, "the target runs already: " + state.phase());
            case THAWED, FAILED, GONE, FORGOTTEN -> again(state);
        };
    }

    private static Transition<SourceState, SourceCommand> commit(SourceState state, Epoch epoch) {
        if (epoch.compareTo(state.highest()) < 0) {
            return fenced(state, epoch);
        }
        return switch (state.phase()) {
            case SEALED, SEALED_LAZY, PAGED -> to(state.at(COMMITTING, epoch));
            case COMMITTING, GONE, FORGOTTEN -> again(state);
            case UNKNOWN, PREPARED, FREEZING, DUMPING, SENDING, THAWED, FAILED ->
                refused(state, MigrationReason.FENCED, "nothing is sealed here: " + state.phase());
        };
    }

    private static Transition<SourceState, SourceCommand> forget(SourceState state) {
        return switch (state.phase()) {
            case UNKNOWN, PREPARED, THAWED, FAILED, GONE -> to(state.at(FORGOTTEN));
            case FORGOTTEN -> again(state);
            case FREEZING, DUMPING, SENDING, SEALED, SEALED_LAZY, PAGED, COMMITTING ->
                refused(state, MigrationReason.FENCED, "processes are frozen here: " + state.phase());
        };
    }

    private static Transition<SourceState, SourceCommand> step(SourceState state, SourcePhase from, SourcePhase to) {
        return state.phase() == from
                ? to(state.at(to))
                : new Transition.Ignored<>(state, "the work went on without it");
    }

    private static Transition<SourceState, SourceCommand> giveUp(SourceState state, Failure failure) {
        return state.phase().mayGiveUp() || state.phase() == PREPARED
                ? to(state.failed(failure))
                : new Transition.Ignored<>(state, "not ours to give up: " + state.phase());
    }

    private static Transition<SourceState, SourceCommand> ended(SourceState state) {
        return switch (state.phase()) {
            case FREEZING, DUMPING, SENDING, SEALED, SEALED_LAZY, PAGED, COMMITTING -> to(state.at(GONE));
            case PREPARED -> to(state.failed(failure(state, MigrationReason.SOURCE_ENDED, "the container ended")));
            case UNKNOWN, THAWED, FAILED, GONE, FORGOTTEN ->
                new Transition.Ignored<>(state, "the processes were not ours any more");
        };
    }

    private static Transition<SourceState, SourceCommand> restarted(SourceState state) {
        return state.phase().mayGiveUp()
                ? to(state.failed(
                        failure(state, MigrationReason.AGENT_RESTARTED, "the agent restarted during the freeze")))
                : again(state);
    }

    private static Transition<SourceState, SourceCommand> rebooted(SourceState state) {
        return switch (state.phase()) {
            case FREEZING, DUMPING, SENDING, SEALED, SEALED_LAZY, PAGED, COMMITTING -> to(state.at(GONE));
            case PREPARED -> to(state.failed(failure(state, MigrationReason.NODE_REBOOTED, "the node started anew")));
            case UNKNOWN, THAWED, FAILED, GONE, FORGOTTEN ->
                new Transition.Ignored<>(state, "nothing was held over the reboot");
        };
    }

    private static Transition<SourceState, SourceCommand> to(SourceState next) {
        return new Transition.Taken<>(next, owed(next));
    }

    private static Transition<SourceState, SourceCommand> again(SourceState state) {
        return new Transition.Taken<>(state, owed(state));
    }

    private static Transition<SourceState, SourceCommand> fenced(SourceState state, Epoch epoch) {
        return refused(
                state,
                MigrationReason.FENCED,
                "epoch " + epoch.value() + " has passed, seen was "
                        + state.highest().value());
    }

    private static Transition<SourceState, SourceCommand> refused(
            SourceState state, MigrationReason reason, String message) {
        return new Transition.Refused<>(state, failure(state, reason, message));
    }

    private static Failure failure(SourceState state, MigrationReason reason, String message) {
        return new Failure(reason, state.phase().name(), message);
    }
}
