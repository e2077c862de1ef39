package io.drover.actuators.migration;

import io.drover.agent.api.v1.AgentState;
import io.drover.agent.api.v1.MigrationStatus;
import io.drover.agent.protocol.CoordinatorEvent;
import io.drover.agent.protocol.Failure;
import io.drover.agent.protocol.Role;
import io.drover.agent.protocol.SourcePhase;
import io.drover.agent.protocol.TargetPhase;
import java.util.Optional;

/** What an agent says on the wire, as an event of the coordinator. */
final class AgentReports {

    private AgentReports() {}

    static CoordinatorEvent event(Role role, MigrationStatus status) {
        Optional<Failure> failure = status.hasFailure() ? Optional.of(failure(status.getFailure())) : Optional.empty();
        return role == Role.SOURCE
                ? new CoordinatorEvent.SourceReported(source(status.getState()), failure)
                : new CoordinatorEvent.TargetReported(target(status.getState()), failure);
    }

    static Failure failure(io.drover.agent.api.v1.Failure wire) {
        // What is refused before any stage was reached comes without one.
        String stage = wire.getStage().isEmpty() ? "Preparing" : wire.getStage();
        return new Failure(ReportedReason.of(wire.getReason()), stage, wire.getMessage());
    }

    private static SourcePhase source(AgentState state) {
        return switch (state) {
            case SOURCE_PREPARED -> SourcePhase.PREPARED;
            case SOURCE_FREEZING -> SourcePhase.FREEZING;
            case SOURCE_DUMPING -> SourcePhase.DUMPING;
            case SOURCE_SENDING -> SourcePhase.SENDING;
            case SOURCE_SEALED -> SourcePhase.SEALED;
            case SOURCE_SEALED_LAZY -> SourcePhase.SEALED_LAZY;
            case SOURCE_PAGED -> SourcePhase.PAGED;
            case SOURCE_THAWED -> SourcePhase.THAWED;
            case SOURCE_COMMITTING -> SourcePhase.COMMITTING;
            case SOURCE_GONE -> SourcePhase.GONE;
            case MIGRATION_FAILED -> SourcePhase.FAILED;
            case MIGRATION_FORGOTTEN -> SourcePhase.FORGOTTEN;
            default -> SourcePhase.UNKNOWN;
        };
    }

    private static TargetPhase target(AgentState state) {
        return switch (state) {
            case TARGET_BOUND -> TargetPhase.BOUND;
            case TARGET_READY -> TargetPhase.READY;
            case TARGET_RECEIVING -> TargetPhase.RECEIVING;
            case TARGET_RECEIVED -> TargetPhase.RECEIVED;
            case TARGET_RESTORING -> TargetPhase.RESTORING;
            case TARGET_RESTORED -> TargetPhase.RESTORED;
            case TARGET_RUNNING -> TargetPhase.RUNNING;
            case TARGET_DESTROYED -> TargetPhase.DESTROYED;
            case TARGET_COLD -> TargetPhase.COLD;
            case TARGET_ENDED -> TargetPhase.ENDED;
            case MIGRATION_FAILED -> TargetPhase.FAILED;
            case MIGRATION_FORGOTTEN -> TargetPhase.FORGOTTEN;
            default -> TargetPhase.UNKNOWN;
        };
    }
}
