package io.drover.agent.journal;

import io.drover.agent.api.v1.AgentState;
import io.drover.agent.api.v1.MigrationStatus;
import io.drover.agent.journal.v1.JournalEntry;
import io.drover.agent.protocol.Target;
import io.drover.agent.protocol.TargetCommand;
import io.drover.agent.protocol.TargetEvent;
import io.drover.agent.protocol.TargetPhase;
import io.drover.agent.protocol.TargetState;
import io.drover.agent.protocol.Transition;
import io.drover.values.Epoch;
import java.util.Optional;

/** The protocol's target machine on a journal entry: the only way in which a target's state changes. Pure. */
public final class TargetSteps {

    private TargetSteps() {}

    /** What the machine makes of an event. */
    public static Transition<TargetState, TargetCommand> next(MigrationStatus status, TargetEvent event) {
        return Target.next(state(status), event);
    }

    /**
     * Enters the state that the event leads to.
     *
     * @throws IllegalStateException when it leads nowhere: a bug in the caller
     */
    public static void take(JournalEntry.Builder entry, TargetEvent event) {
        MigrationStatus status = entry.getStatus();
        if (!(next(status, event) instanceof Transition.Taken<TargetState, TargetCommand>(var next, var ignored))) {
            throw new IllegalStateException("a target in state " + status.getState() + " does not hear " + event);
        }
        var written = entry.getStatusBuilder()
                .setState(written(next.phase()))
                .setEpoch(next.highest().value());
        next.failure().map(WrittenFailure::of).ifPresent(written::setFailure);
    }

    private static TargetState state(MigrationStatus status) {
        return new TargetState(read(status.getState()), new Epoch(Math.max(1, status.getEpoch())), Optional.empty());
    }

    private static TargetPhase read(AgentState state) {
        for (TargetPhase phase : TargetPhase.values()) {
            if (written(phase) == state) {
                return phase;
            }
        }
        throw new IllegalArgumentException("no state of a target: " + state);
    }

    private static AgentState written(TargetPhase phase) {
        return switch (phase) {
            case UNKNOWN -> AgentState.AGENT_STATE_UNSPECIFIED;
            case BOUND -> AgentState.TARGET_BOUND;
            case READY -> AgentState.TARGET_READY;
            case RECEIVING -> AgentState.TARGET_RECEIVING;
            case RECEIVED -> AgentState.TARGET_RECEIVED;
            case RESTORING -> AgentState.TARGET_RESTORING;
            case RESTORED -> AgentState.TARGET_RESTORED;
            case RUNNING -> AgentState.TARGET_RUNNING;
            case ENDED -> AgentState.TARGET_ENDED;
            case FAILED -> AgentState.MIGRATION_FAILED;
            case DESTROYED -> AgentState.TARGET_DESTROYED;
            case COLD -> AgentState.TARGET_COLD;
            case FORGOTTEN -> AgentState.MIGRATION_FORGOTTEN;
        };
    }
}
