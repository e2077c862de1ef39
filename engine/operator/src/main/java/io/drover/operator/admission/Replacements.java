package io.drover.operator.admission;

import io.drover.crds.migration.v1alpha1.CheckpointRestore;
import io.drover.crds.migration.v1alpha1.MigrationPhase;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Finds the move that a new pod may be the target of: one of its own ReplicaSet's that still lacks a target. */
final class Replacements {

    private static final Set<MigrationPhase> LACKS_TARGET = Set.of(
            MigrationPhase.PENDING, MigrationPhase.PREPARING, MigrationPhase.AWAITING_TARGET, MigrationPhase.READY);

    private Replacements() {}

    /** The move; empty when the pod is not to be stamped. The oldest when there are several. */
    static Optional<CheckpointRestore> moveFor(Pod pod, List<CheckpointRestore> moves) {
        boolean otherRuntime = pod.getSpec().getRuntimeClassName() != null
                && !Stamp.RUNTIME_CLASS.equals(pod.getSpec().getRuntimeClassName());
        if (otherRuntime) {
            return Optional.empty();
        }
        return controller(pod)
                .flatMap(owner -> moves.stream()
                        .filter(move -> move.getMetadata().getDeletionTimestamp() == null)
                        .filter(move ->
                                move.getSpec().workload().replicaSetUID().equals(owner.getUid()))
                        .filter(Replacements::lacksTarget)
                        .min(Comparator.comparing(move -> move.getMetadata().getCreationTimestamp())));
    }

    private static boolean lacksTarget(CheckpointRestore move) {
        return move.getStatus() == null
                || (LACKS_TARGET.contains(move.getStatus().phase())
                        && move.getStatus().target() == null);
    }

    private static Optional<OwnerReference> controller(Pod pod) {
        return Objects.requireNonNullElse(pod.getMetadata().getOwnerReferences(), List.<OwnerReference>of()).stream()
                .filter(owner -> Boolean.TRUE.equals(owner.getController()) && "ReplicaSet".equals(owner.getKind()))
                .findFirst();
    }
}
