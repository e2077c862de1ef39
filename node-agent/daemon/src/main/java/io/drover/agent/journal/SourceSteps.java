package io.drover.agent.journal;

import io.drover.agent.api.v1.AgentState;
import io.drover.agent.api.v1.MigrationStatus;
import io.drover.agent.journal.v1.JournalEntry;
import io.drover.agent.protocol.Source;
import io.drover.agent.protocol.SourceCommand;
import io.drover.agent.protocol.SourceEvent;
import io.drover.agent.protocol.SourcePhase;
import io.drover.agent.protocol.SourceState;
import io.drover.agent.protocol.Transition;
import io.drover.values.Epoch;
import java.util.Optional;

/** The protocol's source machine on a journal entry: the only way in which a source's state changes. Pure. */
public final class SourceSteps {

    private SourceSteps() {}

    /** What the machine makes of an event. */
    public static Transition<SourceState, SourceCommand> next(MigrationStatus status, SourceEvent event) {
        return Source.next(state(status), event);
    }

    /**
     * Enters the state that the event leads to.
     *
     * @throws IllegalStateException when it leads nowhere: a bug in the caller
     */
    public static void take(JournalEntry.Builder entry, SourceEvent event) {
        MigrationStatus status = entry.getStatus();
        if (!(next(status, event) instanceof Transition.Taken<SourceState, SourceCommand>(var next, var ignored))) {
            throw new IllegalStateException("a source in state " + status.getState() + " does not hear " + event);
        }
        var written = entry.getStatusBuilder()
                .setState(written(next.phase()))
                .setEpoch(next.highest().value());
        next.failure().map(WrittenFailure::of).ifPresent(written::setFailure);
    }

    private static SourceState state(MigrationStatus status) {
        return new SourceState(read(status.getState()), new Epoch(Math.max(1, status.getEpoch())), Optional.empty());
    }

    private static SourcePhase read(AgentState state) {
        for (SourcePhase phase : SourcePhase.values()) {
            if (written(phase) == state) {
                return phase;
            }
        }
        throw new IllegalArgumentException("no state of a source: " + state);
    }

    private static AgentState written(SourcePhase phase) {
        return switch (phase) {
            case UNKNOWN -> AgentState.AGENT_STATE_UNSPECIFIED;
            case PREPARED -> AgentState.SOURCE_PREPARED;
            case FREEZING -> AgentState.SOURCE_FREEZING;
            case DUMPING -> AgentState.SOURCE_DUMPING;
            case SENDING -> AgentState.SOURCE_SENDING;
            case SEALED -> AgentState.SOURCE_SEALED;
            case SEALED_LAZY -> AgentState.SOURCE_SEALED_LAZY;
            case PAGED -> AgentState.SOURCE_PAGED;
            case THAWED -> AgentState.SOURCE_THAWED;
            case FAILED -> AgentState.MIGRATION_FAILED;
            case COMMITTING -> AgentState.SOURCE_COMMITTING;
            case GONE -> AgentState.SOURCE_GONE;
            case FORGOTTEN -> AgentState.MIGRATION_FORGOTTEN;
        };
    }
}
