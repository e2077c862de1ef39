package io.drover.agent.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.values.Epoch;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetTest {

    private static final Failure FAILURE = new Failure(MigrationReason.RESTORE_FAILED, "RESTORING", "made to fail");

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            IN        | SEEN | HEARS          | THEN      | DOES
            UNKNOWN   | 1    | Prepare        | BOUND     | AWAIT_CREATE
            BOUND     | 1    | CreateWaits    | READY     |
            READY     | 1    | CreateBrokeOff | BOUND     | AWAIT_CREATE
            READY     | 1    | AgentRestarted | BOUND     | AWAIT_CREATE
            READY     | 1    | ImageBegun     | RECEIVING |
            RECEIVING | 1    | ImageVerified  | RECEIVED  | RESTORE
            RECEIVED  | 1    | RestoreBegun   | RESTORING |
            RESTORING | 1    | AllRestored    | RESTORED  |
            RESTORED  | 1    | Run 2          | RUNNING   | LET_RUN
            RESTORED  | 1    | Run 1          | refused   | Fenced
            RUNNING   | 2    | Run 2          | RUNNING   | LET_RUN
            RECEIVED  | 1    | Run 2          | refused   | Fenced
            DESTROYED | 1    | Run 2          | refused   | Fenced
            COLD      | 1    | Run 2          | refused   | Fenced
            FORGOTTEN | 1    | Run 2          | refused   | Fenced
            UNKNOWN   | 1    | Destroy 1      | DESTROYED | DESTROY
            DESTROYED | 1    | Prepare        | DESTROYED | DESTROY
            RESTORED  | 1    | Destroy 1      | DESTROYED | DESTROY
            RUNNING   | 2    | Destroy 1      | refused   | Fenced
            RUNNING   | 2    | Destroy 2      | DESTROYED | DESTROY
            RECEIVING | 1    | AgentRestarted | FAILED    | DESTROY
            RESTORING | 1    | AgentRestarted | FAILED    | DESTROY
            RESTORED  | 1    | AgentRestarted | RESTORED  |
            RUNNING   | 2    | AgentRestarted | RUNNING   | LET_RUN
            RESTORING | 1    | StepFailed     | FAILED    | DESTROY
            RUNNING   | 2    | StepFailed     | ignored   |
            RESTORED  | 1    | ProcessesEnded | FAILED    | DESTROY
            RUNNING   | 2    | ProcessesEnded | ENDED     | ANSWER_COLD
            BOUND     | 1    | NodeRebooted   | FAILED    | DESTROY
            RESTORED  | 1    | NodeRebooted   | FAILED    | DESTROY
            RUNNING   | 2    | NodeRebooted   | ENDED     | ANSWER_COLD
            UNKNOWN   | 1    | StartCold      | COLD      | ANSWER_COLD
            DESTROYED | 1    | StartCold      | COLD      | ANSWER_COLD
            RESTORED  | 1    | StartCold      | refused   | Fenced
            RUNNING   | 2    | StartCold      | refused   | Fenced
            RESTORED  | 1    | Forget         | refused   | Fenced
            RUNNING   | 2    | Forget         | FORGOTTEN | CLEAN_UP
            FORGOTTEN | 1    | Prepare        | FORGOTTEN | CLEAN_UP
            """)
    void theTargetRunsOnlyOnTheWordAndNeverAfterItWasDestroyed(
            TargetPhase in, long seen, String hears, String then, String does) {
        // Given
        TargetState state = new TargetState(in, new Epoch(seen), Optional.empty());
        // When
        Transition<TargetState, TargetCommand> step = Target.next(state, event(hears));
        // Then
        assertThat(Told.then(step, step.next().phase())).isEqualTo(then);
        assertThat(Told.does(step)).isEqualTo(does == null ? "" : does);
    }

    private static TargetEvent event(String text) {
        String[] words = text.split(" ", 2);
        return switch (words[0]) {
            case "Prepare" -> new TargetEvent.Prepare();
            case "Run" -> new TargetEvent.Run(Told.epoch(words));
            case "Destroy" -> new TargetEvent.Destroy(Told.epoch(words));
            case "StartCold" -> new TargetEvent.StartCold();
            case "Forget" -> new TargetEvent.Forget();
            case "CreateWaits" -> new TargetEvent.CreateWaits();
            case "CreateBrokeOff" -> new TargetEvent.CreateBrokeOff();
            case "ImageBegun" -> new TargetEvent.ImageBegun();
            case "ImageVerified" -> new TargetEvent.ImageVerified();
            case "RestoreBegun" -> new TargetEvent.RestoreBegun();
            case "AllRestored" -> new TargetEvent.AllRestored();
            case "StepFailed" -> new TargetEvent.StepFailed(FAILURE);
            case "ProcessesEnded" -> new TargetEvent.ProcessesEnded();
            case "AgentRestarted" -> new TargetEvent.AgentRestarted();
            case "NodeRebooted" -> new TargetEvent.NodeRebooted();
            default -> throw new IllegalArgumentException("no such event: " + text);
        };
    }
}
