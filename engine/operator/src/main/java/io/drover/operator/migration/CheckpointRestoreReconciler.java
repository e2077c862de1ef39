package io.drover.operator.migration;

import io.drover.actuators.migration.MigrationActuator;
import io.drover.actuators.migration.MigrationProgress;
import io.drover.crds.migration.v1alpha1.CheckpointRestore;
import io.drover.operator.report.LogKeys;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has every CheckpointRestore worked at until it ends. One that is deleted is called off if it still can be, else brought to its end. */
@ControllerConfiguration(name = "migrations", finalizerName = "drover.dev/ends-migration")
// A migration is worked at until it ends, however long the API server is away.
@GradualRetry(maxAttempts = -1, maxInterval = 10_000)
public final class CheckpointRestoreReconciler implements Reconciler<CheckpointRestore>, Cleaner<CheckpointRestore> {

    private static final Logger LOG = LoggerFactory.getLogger(CheckpointRestoreReconciler.class);
    /** In case a migration's thread ends by a bug; it begins again from the status. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

    private final MigrationActuator actuator;

    public CheckpointRestoreReconciler(MigrationActuator actuator) {
        this.actuator = actuator;
    }

    @Override
    public UpdateControl<CheckpointRestore> reconcile(CheckpointRestore move, Context<CheckpointRestore> context) {
        UpdateControl<CheckpointRestore> control = UpdateControl.noUpdate();
        return switch (actuator.reconcile(move)) {
            case MigrationProgress.UnderWay ignored -> control.rescheduleAfter(LOOK_AGAIN);
            case MigrationProgress.Ended ignored -> control;
        };
    }

    @Override
    public DeleteControl cleanup(CheckpointRestore move, Context<CheckpointRestore> context) {
        return switch (actuator.reconcile(move)) {
            case MigrationProgress.UnderWay ignored ->
                DeleteControl.noFinalizerRemoval().rescheduleAfter(LOOK_AGAIN.toMillis());
            case MigrationProgress.Ended ignored -> DeleteControl.defaultDelete();
        };
    }

    @Override
    public ErrorStatusUpdateControl<CheckpointRestore> updateErrorStatus(
            CheckpointRestore move, Context<CheckpointRestore> context, Exception thrown) {
        LOG.atError()
                .setCause(thrown)
                .addKeyValue(LogKeys.NAMESPACE, move.getMetadata().getNamespace())
                .addKeyValue(LogKeys.MIGRATION, move.getMetadata().getName())
                .log("reconciling a migration failed and is tried again");
        return ErrorStatusUpdateControl.noStatusUpdate();
    }
}
