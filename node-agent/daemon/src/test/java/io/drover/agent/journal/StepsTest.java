package io.drover.agent.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drover.agent.api.v1.AgentState;
import io.drover.agent.journal.v1.JournalEntry;
import io.drover.agent.protocol.Failure;
import io.drover.agent.protocol.MigrationReason;
import io.drover.agent.protocol.SourceEvent;
import io.drover.agent.protocol.TargetEvent;
import io.drover.values.Epoch;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The machines on the journal's entries. */
class StepsTest {

    @Test
    void aSourceGoesFromPreparedToGone() {
        // Given
        JournalEntry.Builder entry = JournalEntry.newBuilder();
        List<SourceEvent> events = List.of(
                new SourceEvent.Prepare(),
                new SourceEvent.Checkpoint(Epoch.FIRST),
                new SourceEvent.Frozen(),
                new SourceEvent.Dumped(),
                new SourceEvent.ImageAccepted(),
                new SourceEvent.Commit(new Epoch(2)),
                new SourceEvent.ProcessesEnded());
        // When
        events.forEach(event -> SourceSteps.take(entry, event));
        // Then
        assertThat(entry.getStatus().getState()).isEqualTo(AgentState.SOURCE_GONE);
        assertThat(entry.getStatus().getEpoch()).isEqualTo(2);
    }

    @Test
    void whatTheMachineRefusesIsNotWrittenDown() {
        // Given
        JournalEntry.Builder entry = JournalEntry.newBuilder();
        entry.getStatusBuilder().setState(AgentState.SOURCE_COMMITTING).setEpoch(2);
        // When
        // Then
        assertThatThrownBy(() -> SourceSteps.take(entry, new SourceEvent.Thaw(new Epoch(2))))
                .isInstanceOf(IllegalStateException.class);
        assertThat(entry.getStatus().getState()).isEqualTo(AgentState.SOURCE_COMMITTING);
    }

    @Test
    void aTargetGoesFromBoundToEnded() {
        // Given
        JournalEntry.Builder entry = JournalEntry.newBuilder();
        List<TargetEvent> events = List.of(
                new TargetEvent.Prepare(),
                new TargetEvent.CreateWaits(),
                new TargetEvent.ImageBegun(),
                new TargetEvent.ImageVerified(),
                new TargetEvent.RestoreBegun(),
                new TargetEvent.AllRestored(),
                new TargetEvent.Run(new Epoch(2)),
                new TargetEvent.ProcessesEnded());
        // When
        events.forEach(event -> TargetSteps.take(entry, event));
        // Then
        assertThat(entry.getStatus().getState()).isEqualTo(AgentState.TARGET_ENDED);
    }

    @Test
    void aFailureIsWrittenDownWithItsState() {
        // Given
        JournalEntry.Builder entry = JournalEntry.newBuilder();
        entry.getStatusBuilder().setState(AgentState.TARGET_RESTORING).setEpoch(1);
        Failure failure = new Failure(MigrationReason.RESTORE_FAILED, "TARGET_RESTORING", "made to fail");
        // When
        TargetSteps.take(entry, new TargetEvent.StepFailed(failure));
        // Then
        assertThat(entry.getStatus().getState()).isEqualTo(AgentState.MIGRATION_FAILED);
        assertThat(entry.getStatus().getFailure().getReason()).isEqualTo("RestoreFailed");
    }

    @Test
    void inTheFirstEpochNoTargetRuns() {
        // Given
        JournalEntry.Builder entry = JournalEntry.newBuilder();
        entry.getStatusBuilder().setState(AgentState.TARGET_RESTORED).setEpoch(1);
        // When
        // Then
        assertThatThrownBy(() -> TargetSteps.take(entry, new TargetEvent.Run(Epoch.FIRST)))
                .isInstanceOf(IllegalStateException.class);
    }
}
