package io.drover.agent.protocol;

import static io.drover.agent.protocol.TargetPhase.BOUND;
import static io.drover.agent.protocol.TargetPhase.COLD;
import static io.drover.agent.protocol.TargetPhase.DESTROYED;
import static io.drover.agent.protocol.TargetPhase.ENDED;
import static io.drover.agent.protocol.TargetPhase.FAILED;
import static io.drover.agent.protocol.TargetPhase.FORGOTTEN;
import static io.drover.agent.protocol.TargetPhase.READY;
import static io.drover.agent.protocol.TargetPhase.RECEIVED;
import static io.drover.agent.protocol.TargetPhase.RECEIVING;
import static io.drover.agent.protocol.TargetPhase.RESTORED;
import static io.drover.agent.protocol.TargetPhase.RESTORING;
import static io.drover.agent.protocol.TargetPhase.RUNNING;
import static io.drover.agent.protocol.TargetPhase.UNKNOWN;

import io.drover.values.Epoch;
import java.util.List;

/**
 * The target agent's part of a migration. What it restores runs only on the coordinator's word, in an epoch after the one in which
 * the source owned the processes; once destroyed or told to start cold it never runs.
 */
public final class Target {

    private Target() {}

    /** What {@code event} does to {@code state}. */
    public static Transition<TargetState, TargetCommand> next(TargetState state, TargetEvent event) {
        return switch (event) {
            case TargetEvent.Prepare ignored -> state.phase() == UNKNOWN ? to(state.at(BOUND)) : again(state);
            case TargetEvent.Run(Epoch epoch) -> run(state, epoch);
            case TargetEvent.Destroy(Epoch epoch) -> destroy(state, epoch);
            case TargetEvent.StartCold ignored -> startCold(state);
            case TargetEvent.Forget ignored -> forget(state);
            case TargetEvent.CreateWaits ignored -> step(state, BOUND, READY);
            case TargetEvent.CreateBrokeOff ignored -> step(state, READY, BOUND);
            case TargetEvent.ImageBegun ignored -> step(state, READY, RECEIVING);
            case TargetEvent.ImageVerified ignored -> step(state, RECEIVING, RECEIVED);
            case TargetEvent.RestoreBegun ignored -> step(state, RECEIVED, RESTORING);
            case TargetEvent.AllRestored ignored -> step(state, RESTORING, RESTORED);
            case TargetEvent.StepFailed(Failure failure) -> failed(state, failure);
            case TargetEvent.ProcessesEnded ignored -> ended(state);
            case TargetEvent.AgentRestarted ignored -> restarted(state);
            case TargetEvent.NodeRebooted ignored -> rebooted(state);
        };
    }

    /** What has to be done, again after a crash, so that the world is as {@code state} says. */
    public static List<TargetCommand> owed(TargetState state) {
        return switch (state.phase()) {
            case UNKNOWN, READY, RECEIVING, RESTORING, RESTORED -> List.of();
            case BOUND -> List.of(TargetCommand.AWAIT_CREATE);
            case RECEIVED -> List.of(TargetCommand.RESTORE);
            case RUNNING -> List.of(TargetCommand.LET_RUN);
            case FAILED, DESTROYED -> List.of(TargetCommand.DESTROY);
            case COLD, ENDED -> List.of(TargetCommand.ANSWER_COLD);
            case FORGOTTEN -> List.of(TargetCommand.CLEAN_UP);
        };
    }

    private static Transition<TargetState, TargetCommand> run(TargetState state, Epoch epoch) {
        if (epoch.compareTo(state.highest()) < 0) {
            return fenced(state, epoch);
        }
        return switch (state.phase()) {
            case RESTORED ->
                epoch.compareTo(Epoch.FIRST) > 0
                        ? to(state.at(RUNNING, epoch))
                        : refused(state, "in epoch 1 the source owns the processes");
            case RUNNING, ENDED -> again(state);
            case UNKNOWN, BOUND, READY, RECEIVING, RECEIVED, RESTORING, FAILED, DESTROYED, COLD, FORGOTTEN ->
                refused(state, "nothing is restored here: " + state.phase());
        };
    }

    private static Transition<TargetState, TargetCommand> destroy(TargetState state, Epoch epoch) {
        if (epoch.compareTo(state.highest()) < 0) {
            return fenced(state, epoch);
        }
        return switch (state.phase()) {
            case UNKNOWN, BOUND, READY, RECEIVING, RECEIVED, RESTORING, RESTORED, RUNNING, ENDED, FAILED ->
                to(state.at(DESTROYED, epoch));
            case DESTROYED, COLD, FORGOTTEN -> again(state);
        };
    }

    private static Transition<TargetState, TargetCommand> startCold(TargetState state) {
        return switch (state.phase()) {
            case UNKNOWN, BOUND, READY, FAILED, DESTROYED, ENDED -> to(state.at(COLD));
            case COLD, FORGOTTEN -> again(state);
            case RECEIVING, RECEIVED, RESTORING, RESTORED, RUNNING ->
                refused(state, "a process has come for this pod: " + state.phase());
        };
    }

    private static Transition<TargetState, TargetCommand> forget(TargetState state) {
        return switch (state.phase()) {
            case UNKNOWN, RUNNING, ENDED, FAILED, DESTROYED, COLD -> to(state.at(FORGOTTEN));
            case FORGOTTEN -> again(state);
            case BOUND, READY, RECEIVING, RECEIVED, RESTORING, RESTORED ->
                refused(state, "the migration is under way here: " + state.phase());
        };
    }

    private static Transition<TargetState, TargetCommand> step(TargetState state, TargetPhase from, TargetPhase to) {
        return state.phase() == from
                ? to(state.at(to))
                : new Transition.Ignored<>(state, "the work went on without it");
    }

    private static Transition<TargetState, TargetCommand> failed(TargetState state, Failure failure) {
        return switch (state.phase()) {
            case BOUND, READY, RECEIVING, RECEIVED, RESTORING, RESTORED -> to(state.failed(failure));
            case UNKNOWN, RUNNING, ENDED, FAILED, DESTROYED, COLD, FORGOTTEN ->
                new Transition.Ignored<>(state, "the work had ended: " + state.phase());
        };
    }

    private static Transition<TargetState, TargetCommand> ended(TargetState state) {
        return switch (state.phase()) {
            case RESTORED ->
                to(state.failed(failure(state, MigrationReason.RESTORE_FAILED, "the restored processes ended unrun")));
            case RUNNING -> to(state.at(ENDED));
            case UNKNOWN, BOUND, READY, RECEIVING, RECEIVED, RESTORING, ENDED, FAILED, DESTROYED, COLD, FORGOTTEN ->
                new Transition.Ignored<>(state, "nothing of ours ran");
        };
    }

    private static Transition<TargetState, TargetCommand> restarted(TargetState state) {
        return switch (state.phase()) {
            case READY -> to(state.at(BOUND));
            case RECEIVING, RECEIVED, RESTORING ->
                to(state.failed(failure(state, MigrationReason.AGENT_RESTARTED, "the agent restarted in between")));
            case UNKNOWN, BOUND, RESTORED, RUNNING, ENDED, FAILED, DESTROYED, COLD, FORGOTTEN -> again(state);
        };
    }

    private static Transition<TargetState, TargetCommand> rebooted(TargetState state) {
        return switch (state.phase()) {
            case BOUND, READY, RECEIVING, RECEIVED, RESTORING, RESTORED ->
                to(state.failed(failure(state, MigrationReason.NODE_REBOOTED, "the node started anew")));
            case RUNNING -> to(state.at(ENDED));
            case UNKNOWN, ENDED, FAILED, DESTROYED, COLD, FORGOTTEN -> again(state);
        };
    }

    private static Transition<TargetState, TargetCommand> to(TargetState next) {
        return new Transition.Taken<>(next, owed(next));
    }

    private static Transition<TargetState, TargetCommand> again(TargetState state) {
        return new Transition.Taken<>(state, owed(state));
    }

    private static Transition<TargetState, TargetCommand> fenced(TargetState state, Epoch epoch) {
        return refused(
                state,
                "epoch " + epoch.value() + " has passed, seen was "
                        + state.highest().value());
    }

    private static Transition<TargetState, TargetCommand> refused(TargetState state, String message) {
        return new Transition.Refused<>(state, failure(state, MigrationReason.FENCED, message));
    }

    private static Failure failure(TargetState state, MigrationReason reason, String message) {
        return new Failure(reason, state.phase().name(), message);
    }
}
