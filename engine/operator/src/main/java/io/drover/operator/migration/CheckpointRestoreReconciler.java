package io.drover.operator.migration;

import io.drover.actuators.migration.MigrationActuator;
import io.drover.actuators.migration.MigrationProgress;
import io.drover.crds.migration.v1alpha1.CheckpointRestore;
import io.drover.operator.finalizer.Finalizer;
import io.drover.operator.report.LogKeys;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has every CheckpointRestore worked at until it ends, when its finalizer goes, and pods that were stamped for it told afterwards that they start cold. One that
 * is deleted is called off if it still can be, else brought to its end.
 */
@ControllerConfiguration(name = "migrations", triggerReconcilerOnAllEvents = true)
// A migration is worked at until it ends, however long the API server is away.
@GradualRetry(maxAttempts = -1, maxInterval = 10_000)
public final class CheckpointRestoreReconciler implements Reconciler<CheckpointRestore> {

    private static final Logger LOG = LoggerFactory.getLogger(CheckpointRestoreReconciler.class);
    /** In case a migration's thread ends by a bug; it begins again from the status. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

    private static final Duration LOOK_FOR_LATE_PODS = Duration.ofSeconds(10);
    /** A pod that was stamped at the very end is seen after this long. */
    private static final Duration STAMPED_WITHIN = Duration.ofSeconds(30);

    private final MigrationActuator actuator;
    private final Finalizer finalizer;
    private final InstantSource clock;

    public CheckpointRestoreReconciler(MigrationActuator actuator, KubernetesClient client, InstantSource clock) {
        this.actuator = actuator;
        this.finalizer = new Finalizer(client, MoveRequest.FINALIZER);
        this.clock = clock;
    }

    @Override
    public UpdateControl<CheckpointRestore> reconcile(CheckpointRestore move, Context<CheckpointRestore> context) {
        UpdateControl<CheckpointRestore> control = UpdateControl.noUpdate();
        if (context.isPrimaryResourceDeleted()) {
            return control;
        }
        return switch (actuator.reconcile(move)) {
            case MigrationProgress.UnderWay ignored -> control.rescheduleAfter(LOOK_AGAIN);
            case MigrationProgress.Ended ignored -> {
                finalizer.takeOff(move);
                boolean mayStillCome = endedAfter(move, clock.instant().minus(STAMPED_WITHIN));
                yield actuator.tellLateReplacements(move) > 0 || mayStillCome
                        ? control.rescheduleAfter(LOOK_FOR_LATE_PODS)
                        : control;
            }
        };
    }

    private static boolean endedAfter(CheckpointRestore move, Instant then) {
        return move.getStatus() != null
                && move.getStatus().endedAt() != null
                && Instant.parse(move.getStatus().endedAt()).isAfter(then);
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
