package io.drover.operator.migration;

import io.drover.crds.migration.v1alpha1.CheckpointRestore;
import io.drover.crds.migration.v1alpha1.CheckpointRestoreStatus;
import io.drover.crds.migration.v1alpha1.MigrationPhase;
import io.drover.operator.metrics.Metrics;
import io.drover.operator.report.Events;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;

/** Makes an event and figures of every change of a migration's phase. */
public final class MigrationReport implements Consumer<CheckpointRestore> {

    private final Events events;
    private final Metrics metrics;

    public MigrationReport(Events events, Metrics metrics) {
        this.events = events;
        this.metrics = metrics;
    }

    @Override
    public void accept(CheckpointRestore move) {
        CheckpointRestoreStatus status = Objects.requireNonNull(move.getStatus());
        switch (status.phase()) {
            case COMPLETED -> {
                events.normal(move, "Migrated", moved(move, status));
                metrics.migrationEnded(status.phase().written(), "");
                if (status.freezeMillis() != null) {
                    metrics.frozen(Duration.ofMillis(status.freezeMillis()));
                }
            }
            case ROLLED_BACK, FAILED -> {
                events.warning(move, reason(status), "stage " + stage(status) + ": " + status.message());
                metrics.migrationEnded(status.phase().written(), reason(status));
            }
            case IN_DOUBT -> events.warning(move, "InDoubt", status.message());
            case PENDING,
                    PREPARING,
                    AWAITING_TARGET,
                    READY,
                    FREEZING,
                    SEALED,
                    RESTORED,
                    HANDED_OVER,
                    RUNNING,
                    COMMITTING,
                    ROLLING_BACK -> events.normal(move, status.phase().written(), message(status));
        }
    }

    private static String moved(CheckpointRestore move, CheckpointRestoreStatus status) {
        String to = status.target() == null
                ? "a new pod"
                : status.target().pod() + " on " + status.target().node();
        return "pod " + move.getSpec().source().pod() + " moved to " + to;
    }

    private static String message(CheckpointRestoreStatus status) {
        return status.message().isEmpty() ? status.step() : status.message();
    }

    private static String reason(CheckpointRestoreStatus status) {
        return status.failure() == null
                ? MigrationPhase.FAILED.written()
                : status.failure().reason();
    }

    private static String stage(CheckpointRestoreStatus status) {
        return status.failure() == null ? status.step() : status.failure().stage();
    }
}
