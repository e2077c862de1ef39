package io.drover.agent.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.agent.protocol.CoordinatorState.AwaitingReplacement;
import io.drover.agent.protocol.CoordinatorState.Checkpointing;
import io.drover.agent.protocol.CoordinatorState.Committing;
import io.drover.agent.protocol.CoordinatorState.HandedOver;
import io.drover.agent.protocol.CoordinatorState.Paging;
import io.drover.agent.protocol.CoordinatorState.PreparingSource;
import io.drover.agent.protocol.CoordinatorState.PreparingTarget;
import io.drover.agent.protocol.CoordinatorState.Releasing;
import io.drover.agent.protocol.CoordinatorState.RollingBack;
import io.drover.agent.protocol.CoordinatorState.Running;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoordinatorTest {

    private static final Failure FAILURE = new Failure(MigrationReason.RESTORE_FAILED, "test", "made to fail");

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            IN                  | HEARS                   | THEN                | DOES
            Planned             | Resumed                 | PreparingSource     | PrepareSource
            PreparingSource     | source PREPARED         | Releasing           | ReleaseSource
            PreparingSource     | source FAILED           | CleaningUp          | ForgetSource
            PreparingSource     | RecommendationDeleted   | CleaningUp          | ForgetSource
            Releasing           | SourceReleased          | AwaitingReplacement | AwaitReplacement
            AwaitingReplacement | ReplacementObserved     | PreparingTarget     | PrepareTarget
            AwaitingReplacement | TimedOut                | RollingBack         | ThawSource
            AwaitingReplacement | UnpausedByAnother       | RollingBack         | ThawSource
            AwaitingReplacement | source drained          | ignored             |
            PreparingTarget     | target READY            | Checkpointing       | Checkpoint
            PreparingTarget     | target FAILED           | RollingBack         | DestroyTarget
            PreparingTarget     | ReplacementDeleted      | RollingBack         | DestroyTarget
            PreparingTarget     | target drained          | RollingBack         | DestroyTarget
            PreparingTarget     | SourceDeleted           | RollingBack         | DestroyTarget
            Checkpointing       | source SEALED           | Checkpointing       |
            Checkpointing       | target RESTORED         | Checkpointing       |
            Sealed              | target RESTORED         | Checkpointing       | MoveOwnership
            Restored            | source SEALED           | Checkpointing       | MoveOwnership
            Sealed              | OwnershipMoved          | ignored             |
            Complete            | OwnershipMoved          | HandedOver          | Run
            Checkpointing       | BudgetRanOut            | RollingBack         | DestroyTarget
            Sealed              | BudgetRanOut            | ignored             |
            Checkpointing       | SourceDeleted           | RollingBack         | DestroyTarget
            Sealed              | SourceDeleted           | ignored             |
            Checkpointing       | RecommendationDeleted   | ignored             |
            Sealed              | source unreachable      | ignored             |
            Sealed              | target unreachable      | RollingBack         | DestroyTarget
            Checkpointing       | RolloutStarted          | RollingBack         | DestroyTarget
            Checkpointing       | target FAILED           | RollingBack         | DestroyTarget
            Checkpointing       | source FAILED           | RollingBack         | DestroyTarget
            HandedOver          | target RUNNING          | Running             | AwaitEndpoint
            HandedOver          | EndpointReady           | ignored             |
            HandedOver          | source unreachable      | ignored             |
            HandedOver          | target unreachable      | InDoubt             | Run
            HandedOver          | target ENDED            | GoingCold           | DestroyTarget CommitSource
            HandedOver          | WorkloadDeleted         | ignored             |
            HandedOver          | SourceDeleted           | ignored             |
            HandedOver lazily   | target RUNNING          | Paging              |
            HandedOver lazily   | source GONE             | GoingCold           | DestroyTarget CommitSource
            Paging              | source PAGED            | Running             | AwaitEndpoint
            Running             | EndpointReady           | Committing          | CommitSource
            Running             | TimedOut                | Committing          | CommitSource
            Committing          | source COMMITTING       | Committing          | DeleteSourcePod
            Committing          | source GONE             | Committing          | DeleteSourcePod
            CommittingShut      | source GONE             | CleaningUp          | ForgetSource ForgetTarget
            RollingBack         | target DESTROYED        | RollingBack         | ThawSource
            RollingBack         | target unreachable      | RollingBack         | ThawSource DestroyTarget
            TargetAway          | target unreachable      | ignored             |
            TargetAway          | target DESTROYED        | RollingBack         | ThawSource
            TargetAway          | source THAWED           | GivingBack          | GiveLabelBack
            TargetAway          | SourcePodGone           | GoingCold           | DestroyTarget
            RollingBack         | source THAWED           | RollingBack         | DestroyTarget
            RolledBackTarget    | source THAWED           | GivingBack          | GiveLabelBack
            RolledBackTarget    | source unreachable      | InDoubt             | ThawSource
            InDoubtOfTarget     | target RUNNING          | Running             | AwaitEndpoint
            InDoubtOfTarget     | target fenced           | GoingCold           | StartCold CommitSource
            InDoubtOfTarget     | TimedOut                | ignored             |
            """)
    void everyEventHasItsResult(String in, String hears, String then, String does) {
        // Given
        CoordinatorState state = state(in);
        // When
        Transition<CoordinatorState, CoordinatorCommand> step = Coordinator.next(state, event(hears));
        // Then
        assertThat(Told.then(step, step.next().getClass().getSimpleName())).isEqualTo(then);
        assertThat(step.commands().stream()
                        .map(command -> command.getClass().getSimpleName())
                        .collect(Collectors.joining(" ")))
                .isEqualTo(does == null ? "" : does);
    }

    private static CoordinatorState state(String name) {
        Replacement bound = Moves.REPLACEMENT;
        RollingBack rollingBack = new RollingBack(FAILURE, Optional.of(bound), false, false, false, false);
        return switch (name) {
            case "Planned" -> new CoordinatorState.Planned();
            case "PreparingSource" -> new PreparingSource();
            case "Releasing" -> new Releasing();
            case "AwaitingReplacement" -> new AwaitingReplacement();
            case "PreparingTarget" -> new PreparingTarget(bound);
            case "Checkpointing" -> new Checkpointing(bound, false, false, false);
            case "Sealed" -> new Checkpointing(bound, true, false, false);
            case "Restored" -> new Checkpointing(bound, false, true, false);
            case "Complete" -> new Checkpointing(bound, true, true, false);
            case "HandedOver" -> new HandedOver(bound, false);
            case "HandedOver lazily" -> new HandedOver(bound, true);
            case "Paging" -> new Paging(bound);
            case "Running" -> new Running(bound);
            case "Committing" -> new Committing(bound, false);
            case "CommittingShut" -> new Committing(bound, true);
            case "RollingBack" -> rollingBack;
            case "RolledBackTarget" -> rollingBack.withDestroyed();
            case "TargetAway" -> rollingBack.withTargetAway();
            case "InDoubtOfTarget" -> new CoordinatorState.InDoubt(Role.TARGET, new HandedOver(bound, false));
            default -> throw new IllegalArgumentException("no such state: " + name);
        };
    }

    private static CoordinatorEvent event(String text) {
        if (text.matches("source [A-Z_]+")) {
            return new CoordinatorEvent.SourceReported(SourcePhase.valueOf(text.substring(7)), Optional.empty());
        }
        if (text.matches("target [A-Z_]+")) {
            return new CoordinatorEvent.TargetReported(TargetPhase.valueOf(text.substring(7)), Optional.empty());
        }
        return switch (text) {
            case "source drained" -> new CoordinatorEvent.NodeDrained(Role.SOURCE);
            case "target drained" -> new CoordinatorEvent.NodeDrained(Role.TARGET);
            case "source unreachable" -> new CoordinatorEvent.AgentUnreachable(Role.SOURCE);
            case "target unreachable" -> new CoordinatorEvent.AgentUnreachable(Role.TARGET);
            case "target fenced" -> new CoordinatorEvent.ProvedDead(Role.TARGET, CoordinatorEvent.Proof.FENCED);
            case "Resumed" -> new CoordinatorEvent.Resumed();
            case "SourceReleased" -> new CoordinatorEvent.SourceReleased();
            case "ReplacementObserved" -> new CoordinatorEvent.ReplacementObserved(Moves.REPLACEMENT);
            case "OwnershipMoved" -> new CoordinatorEvent.OwnershipMoved();
            case "SourcePodGone" -> new CoordinatorEvent.SourcePodGone();
            case "EndpointReady" -> new CoordinatorEvent.EndpointReady();
            case "SourceDeleted" -> new CoordinatorEvent.SourceDeleted();
            case "ReplacementDeleted" -> new CoordinatorEvent.ReplacementDeleted();
            case "WorkloadDeleted" -> new CoordinatorEvent.WorkloadDeleted();
            case "UnpausedByAnother" -> new CoordinatorEvent.UnpausedByAnother();
            case "RolloutStarted" -> new CoordinatorEvent.RolloutStarted();
            case "RecommendationDeleted" -> new CoordinatorEvent.RecommendationDeleted();
            case "BudgetRanOut" -> new CoordinatorEvent.BudgetRanOut();
            case "TimedOut" -> new CoordinatorEvent.TimedOut();
            default -> throw new IllegalArgumentException("no such event: " + text);
        };
    }
}
