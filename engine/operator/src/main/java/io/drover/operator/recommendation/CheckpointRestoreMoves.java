package io.drover.operator.recommendation;

import io.drover.actuators.workload.Attempt;
import io.drover.crds.migration.v1alpha1.CheckpointRestore;
import io.drover.crds.recommendation.v1alpha1.WorkloadRecommendation;
import io.drover.operator.migration.MoveStarter;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Optional;

/** Moves as CheckpointRestores: created here, carried out by their own reconciler. */
final class CheckpointRestoreMoves implements Moves {

    private final KubernetesClient client;
    private final MoveStarter starter;

    CheckpointRestoreMoves(KubernetesClient client, MoveStarter starter) {
        this.client = client;
        this.starter = starter;
    }

    @Override
    public Optional<MoveProgress> progress(WorkloadRecommendation recommendation, String pod) {
        return starter.find(recommendation, pod).map(move -> MoveReading.of(move.getStatus()));
    }

    @Override
    public Attempt start(WorkloadRecommendation recommendation, String pod) {
        return starter.start(recommendation, pod);
    }

    @Override
    public List<String> end(WorkloadRecommendation recommendation) {
        List<CheckpointRestore> open = starter.open(recommendation);
        for (CheckpointRestore move : open) {
            if (move.getMetadata().getDeletionTimestamp() == null) {
                client.resource(move).delete();
            }
        }
        return open.stream().map(move -> move.getSpec().source().pod()).toList();
    }
}
