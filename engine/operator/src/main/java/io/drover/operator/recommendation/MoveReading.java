package io.drover.operator.recommendation;

import io.drover.crds.migration.v1alpha1.CheckpointRestoreStatus;
import io.drover.crds.migration.v1alpha1.MigrationFailure;
import org.jspecify.annotations.Nullable;

/** Reads a move's progress from the status of its CheckpointRestore. */
final class MoveReading {

    private MoveReading() {}

    /** How far it is. A status that is not there yet means that nobody has begun. */
    static MoveProgress of(@Nullable CheckpointRestoreStatus status) {
        if (status == null) {
            return new MoveProgress.Moving("not begun yet");
        }
        return switch (status.phase()) {
            case COMPLETED -> new MoveProgress.Moved(moved(status));
            case ROLLED_BACK -> givenUp(status, false);
            case FAILED -> givenUp(status, true);
            case IN_DOUBT -> new MoveProgress.Moving("in doubt: " + status.message());
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
                    ROLLING_BACK -> new MoveProgress.Moving(status.phase().written());
        };
    }

    private static String moved(CheckpointRestoreStatus status) {
        String where = status.target() == null
                ? "moved"
                : "moved to " + status.target().pod() + " on " + status.target().node();
        return status.freezeMillis() == null ? where : where + ", frozen for " + status.freezeMillis() + " ms";
    }

    private static MoveProgress givenUp(CheckpointRestoreStatus status, boolean startedCold) {
        MigrationFailure failure = status.failure();
        return failure == null
                ? new MoveProgress.GivenUp("MigrationFailed", "no reason was given", startedCold)
                : new MoveProgress.GivenUp(failure.reason(), failure.message(), startedCold);
    }
}
