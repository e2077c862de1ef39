package io.drover.agent.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.values.Epoch;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceTest {

    private static final Failure FAILURE = new Failure(MigrationReason.TRANSFER_FAILED, "SENDING", "made to fail");

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            IN          | SEEN | HEARS            | THEN       | DOES
            UNKNOWN     | 1    | Prepare          | PREPARED   | MAKE_READY
            UNKNOWN     | 1    | Checkpoint 1     | refused    | NotPrepared
            UNKNOWN     | 1    | Thaw 1           | THAWED     | THAW
            PREPARED    | 1    | Checkpoint 1     | FREEZING   | FREEZE
            FREEZING    | 1    | Frozen           | DUMPING    | DUMP
            DUMPING     | 1    | Dumped           | SENDING    | SEND
            SENDING     | 1    | ImageAccepted    | SEALED     |
            FREEZING    | 1    | BudgetRanOut     | FAILED     | THAW
            SENDING     | 1    | StepFailed       | FAILED     | THAW
            SENDING     | 1    | AgentRestarted   | FAILED     | THAW
            SEALED      | 1    | BudgetRanOut     | ignored    |
            SEALED      | 1    | StepFailed       | ignored    |
            SEALED      | 1    | AgentRestarted   | SEALED     |
            SEALED      | 1    | ProcessesEnded   | GONE       |
            SEALED      | 1    | NodeRebooted     | GONE       |
            SEALED      | 1    | Thaw 1           | THAWED     | THAW
            SEALED      | 1    | Forget           | refused    | Fenced
            SEALED      | 1    | Commit 2         | COMMITTING | SHUT_OLD_ADDRESS
            COMMITTING  | 2    | Thaw 1           | refused    | Fenced
            COMMITTING  | 2    | Thaw 2           | refused    | Fenced
            COMMITTING  | 2    | TerminationBegun | COMMITTING | KILL
            COMMITTING  | 2    | AgentRestarted   | COMMITTING | SHUT_OLD_ADDRESS
            PREPARED    | 1    | TerminationBegun | ignored    |
            THAWED      | 1    | Checkpoint 1     | refused    | Fenced
            FAILED      | 1    | Checkpoint 1     | refused    | Fenced
            FAILED      | 1    | ImageAccepted    | ignored    |
            FAILED      | 1    | Commit 2         | refused    | Fenced
            SEALED_LAZY | 1    | PagesDelivered   | PAGED      |
            PAGED       | 1    | Thaw 1           | refused    | Fenced
            GONE        | 2    | Forget           | FORGOTTEN  | CLEAN_UP
            FORGOTTEN   | 1    | Prepare          | FORGOTTEN  | CLEAN_UP
            FORGOTTEN   | 1    | Checkpoint 1     | refused    | NotPrepared
            """)
    void theSourceGivesUpByItselfOnlyBeforeItIsSealed(
            SourcePhase in, long seen, String hears, String then, String does) {
        // Given
        SourceState state = new SourceState(in, new Epoch(seen), Optional.empty());
        // When
        Transition<SourceState, SourceCommand> step = Source.next(state, event(hears));
        // Then
        assertThat(Told.then(step, step.next().phase())).isEqualTo(then);
        assertThat(Told.does(step)).isEqualTo(does == null ? "" : does);
    }

    private static SourceEvent event(String text) {
        String[] words = text.split(" ", 2);
        return switch (words[0]) {
            case "Prepare" -> new SourceEvent.Prepare();
            case "Checkpoint" -> new SourceEvent.Checkpoint(Told.epoch(words));
            case "Thaw" -> new SourceEvent.Thaw(Told.epoch(words));
            case "Commit" -> new SourceEvent.Commit(Told.epoch(words));
            case "Forget" -> new SourceEvent.Forget();
            case "Frozen" -> new SourceEvent.Frozen();
            case "Dumped" -> new SourceEvent.Dumped();
            case "ImageAccepted" -> new SourceEvent.ImageAccepted();
            case "PagesDelivered" -> new SourceEvent.PagesDelivered();
            case "StepFailed" -> new SourceEvent.StepFailed(FAILURE);
            case "BudgetRanOut" -> new SourceEvent.BudgetRanOut();
            case "TerminationBegun" -> new SourceEvent.TerminationBegun();
            case "ProcessesEnded" -> new SourceEvent.ProcessesEnded();
            case "AgentRestarted" -> new SourceEvent.AgentRestarted();
            case "NodeRebooted" -> new SourceEvent.NodeRebooted();
            default -> throw new IllegalArgumentException("no such event: " + text);
        };
    }
}
