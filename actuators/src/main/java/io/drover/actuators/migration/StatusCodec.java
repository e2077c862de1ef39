package io.drover.actuators.migration;

import io.drover.agent.protocol.CoordinatorState;
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
import io.drover.agent.protocol.Failure;
import io.drover.agent.protocol.MigrationReason;
import io.drover.agent.protocol.Outcome;
import io.drover.agent.protocol.Replacement;
import io.drover.agent.protocol.Role;
import io.drover.crds.migration.v1alpha1.CheckpointRestoreStatus;
import io.drover.crds.migration.v1alpha1.MigrationFailure;
import io.drover.crds.migration.v1alpha1.MigrationPhase;
import io.drover.crds.migration.v1alpha1.TargetPod;
import io.drover.values.NodeName;
import io.drover.values.PodUid;
import java.util.Optional;

/** The coordinator's durable states in the words of the status: {@code step} names the state, the rest is where it belongs. */
final class StatusCodec {

    private static final String IN_DOUBT = "InDoubt";

    private StatusCodec() {}

    /** The step that stands for a state. */
    static String step(CoordinatorState state) {
        return state instanceof InDoubt(Role unknown, CoordinatorState suspended)
                ? IN_DOUBT + " " + unknown + " " + step(suspended)
                : state.getClass().getSimpleName();
    }

    static MigrationPhase phase(CoordinatorState state) {
        return switch (state) {
            case Planned ignored -> MigrationPhase.PENDING;
            case PreparingSource ignored -> MigrationPhase.PREPARING;
            case Releasing ignored -> MigrationPhase.PREPARING;
            case AwaitingReplacement ignored -> MigrationPhase.AWAITING_TARGET;
            case PreparingTarget ignored -> MigrationPhase.AWAITING_TARGET;
            case Checkpointing ignored -> MigrationPhase.FREEZING;
            case HandedOver ignored -> MigrationPhase.HANDED_OVER;
            case Paging ignored -> MigrationPhase.RUNNING;
            case Running ignored -> MigrationPhase.RUNNING;
            case Committing ignored -> MigrationPhase.COMMITTING;
            case RollingBack ignored -> MigrationPhase.ROLLING_BACK;
            case GivingBack ignored -> MigrationPhase.ROLLING_BACK;
            case GoingCold ignored -> MigrationPhase.ROLLING_BACK;
            case InDoubt ignored -> MigrationPhase.IN_DOUBT;
            case CleaningUp cleaningUp -> phase(cleaningUp.outcome());
            case Ended ended -> phase(ended.outcome());
        };
    }

    private static MigrationPhase phase(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Moved ignored -> MigrationPhase.COMPLETED;
            case Outcome.RolledBack ignored -> MigrationPhase.ROLLED_BACK;
            case Outcome.StartedCold ignored -> MigrationPhase.FAILED;
        };
    }

    /** Why a state is not on the straight way; empty when it is. */
    static Optional<Failure> failure(CoordinatorState state) {
        return switch (state) {
            case RollingBack rollingBack -> Optional.of(rollingBack.failure());
            case GivingBack givingBack -> Optional.of(givingBack.failure());
            case GoingCold goingCold -> Optional.of(goingCold.failure());
            case InDoubt(Role unknown, CoordinatorState suspended) ->
                failure(suspended)
                        .or(() -> Optional.of(new Failure(
                                MigrationReason.IN_DOUBT,
                                suspended.getClass().getSimpleName(),
                                "the agent of the " + unknown + " cannot be asked")));
            case CleaningUp cleaningUp -> failure(cleaningUp.outcome());
            case Ended ended -> failure(ended.outcome());
            default -> Optional.empty();
        };
    }

    private static Optional<Failure> failure(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Moved ignored -> Optional.empty();
            case Outcome.RolledBack(Failure failure) -> Optional.of(failure);
            case Outcome.StartedCold(Failure failure) -> Optional.of(failure);
        };
    }

    /** The state that a status holds. */
    static CoordinatorState read(CheckpointRestoreStatus status) {
        return read(status, status.step());
    }

    private static CoordinatorState read(CheckpointRestoreStatus status, String step) {
        if (step.startsWith(IN_DOUBT + " ")) {
            String[] words = step.split(" ", 3);
            return new InDoubt(Role.valueOf(words[1]), read(status, words[2]));
        }
        Optional<Replacement> bound = Optional.ofNullable(status.target()).map(StatusCodec::replacement);
        boolean nobody = bound.isEmpty();
        return switch (step) {
            case "", "Planned" -> new Planned();
            case "PreparingSource" -> new PreparingSource();
            case "Releasing" -> new Releasing();
            case "AwaitingReplacement" -> new AwaitingReplacement();
            case "PreparingTarget" -> new PreparingTarget(bound.orElseThrow());
            case "Checkpointing" -> new Checkpointing(bound.orElseThrow(), false, false, false);
            case "HandedOver" -> new HandedOver(bound.orElseThrow(), false);
            case "Paging" -> new Paging(bound.orElseThrow());
            case "Running" -> new Running(bound.orElseThrow());
            case "Committing" -> new Committing(bound.orElseThrow(), false);
            case "RollingBack" -> new RollingBack(readFailure(status), bound, nobody, false, false, false);
            case "GivingBack" -> new GivingBack(readFailure(status), bound);
            case "GoingCold" ->
                new GoingCold(
                        readFailure(status), bound, status.epoch() > 1, nobody, nobody, false, status.epoch() <= 1);
            case "CleaningUp" -> new CleaningUp(readOutcome(status), bound, false, nobody);
            case "Ended" -> new Ended(readOutcome(status), bound);
            default -> throw new IllegalArgumentException("no such step: " + step);
        };
    }

    static TargetPod target(Replacement replacement, String name, String address) {
        return new TargetPod(
                replacement.node().value(), name, replacement.pod().value(), address.isEmpty() ? null : address);
    }

    private static Replacement replacement(TargetPod target) {
        return new Replacement(new PodUid(target.podUID()), new NodeName(target.node()));
    }

    /** Within the bounds of the schema, whatever an agent said: a status that is refused would stop the migration where it is. */
    static MigrationFailure written(Failure failure) {
        return new MigrationFailure(
                within(63, failure.stage(), "Unknown"),
                within(63, failure.reason().code(), "Unknown"),
                within(4096, failure.message(), "nothing more is known"));
    }

    private static String within(int most, String text, String otherwise) {
        String said = text.isBlank() ? otherwise : text;
        return said.length() <= most ? said : said.substring(0, most);
    }

    private static Failure readFailure(CheckpointRestoreStatus status) {
        MigrationFailure failure = status.failure();
        return failure == null
                ? new Failure(MigrationReason.STAGE_TIMED_OUT, status.step(), "why was not written down")
                : new Failure(ReportedReason.of(failure.reason()), failure.stage(), failure.message());
    }

    private static Outcome readOutcome(CheckpointRestoreStatus status) {
        return switch (status.phase()) {
            case COMPLETED -> new Outcome.Moved();
            case ROLLED_BACK -> new Outcome.RolledBack(readFailure(status));
            default -> new Outcome.StartedCold(readFailure(status));
        };
    }
}
