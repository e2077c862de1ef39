package io.drover.actuators.migration;

import io.drover.crds.migration.v1alpha1.CheckpointRestore;
import io.drover.crds.migration.v1alpha1.CheckpointRestoreStatus;
import io.drover.crds.migration.v1alpha1.MigrationPhase;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;

/**
 * Pods that were stamped for a migration and still wait for its processes after it has ended: made by a scale-up meanwhile, or bound to
 * a node late. Without the word "cold" they would wait for ever.
 */
final class LateReplacements {

    /** For the ReplicaSet to remove the replacement of a move that was rolled back, which must not start in between. */
    private static final Duration GIVEN_BACK_WITHIN = Duration.ofSeconds(20);

    private final Replacements replacements;
    private final ColdStarts coldStarts;
    private final InstantSource clock;

    LateReplacements(Replacements replacements, ColdStarts coldStarts, InstantSource clock) {
        this.replacements = replacements;
        this.coldStarts = coldStarts;
        this.clock = clock;
    }

    /**
     * Tells each of them that has a node.
     *
     * @return how many are still waiting, those included that were told just now
     */
    int tell(CheckpointRestore ended) {
        List<Pod> waiting = replacements.waiting(ended).stream()
                .filter(pod -> !isTheMoved(pod, ended))
                .toList();
        for (Pod pod : waiting) {
            if (pod.getSpec().getNodeName() != null && !(isTarget(pod, ended) && isBeingGivenBack(ended))) {
                coldStarts.unbound(ended, pod);
            }
        }
        return waiting.size();
    }

    private static boolean isTheMoved(Pod pod, CheckpointRestore ended) {
        return status(ended).phase() == MigrationPhase.COMPLETED && isTarget(pod, ended);
    }

    private static boolean isTarget(Pod pod, CheckpointRestore ended) {
        return status(ended).target() != null
                && status(ended).target().podUID().equals(pod.getMetadata().getUid());
    }

    private boolean isBeingGivenBack(CheckpointRestore ended) {
        String at = status(ended).endedAt();
        return status(ended).phase() == MigrationPhase.ROLLED_BACK
                && at != null
                && Instant.parse(at).plus(GIVEN_BACK_WITHIN).isAfter(clock.instant());
    }

    private static CheckpointRestoreStatus status(CheckpointRestore ended) {
        return Objects.requireNonNull(ended.getStatus());
    }
}
