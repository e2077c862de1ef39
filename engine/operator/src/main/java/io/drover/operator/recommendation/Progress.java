package io.drover.operator.recommendation;

import io.drover.crds.recommendation.v1alpha1.Debts;
import io.drover.crds.recommendation.v1alpha1.PodAction;
import io.drover.crds.recommendation.v1alpha1.PodDecision;
import io.drover.crds.recommendation.v1alpha1.PodResult;
import io.drover.crds.recommendation.v1alpha1.PodResultPhase;
import io.drover.crds.recommendation.v1alpha1.RollingCheckpoint;
import io.drover.crds.recommendation.v1alpha1.WorkloadRecommendation;
import io.drover.crds.recommendation.v1alpha1.WorkloadRecommendationStatus;
import java.util.List;
import java.util.Optional;

/**
 * A plan as its recommendation's status keeps it.
 *
 * @param decisions in the order in which pods are done; a single one with an empty name when the workload had no pods
 * @param results one per pod
 * @param debts what is owed
 * @param liveMigrationAsked the recommendation allows a live migration
 */
record Progress(List<PodDecision> decisions, List<PodResult> results, Debts debts, boolean liveMigrationAsked) {

    Progress {
        decisions = List.copyOf(decisions);
        results = List.copyOf(results);
    }

    static Progress of(WorkloadRecommendation recommendation) {
        WorkloadRecommendationStatus status = recommendation.getStatus();
        RollingCheckpoint checkpoint = status.rollingCheckpoint();
        return new Progress(
                status.decision() == null ? List.of() : status.decision().pods(),
                checkpoint == null ? List.of() : checkpoint.podResults(),
                status.debts(),
                recommendation.getSpec().useLiveMigration());
    }

    boolean hadNoPods() {
        return decisions.size() == 1 && decisions.getFirst().podName().isEmpty();
    }

    /** Whether the workload's own rollout brings the resources. Once a single pod has them it would restart that one again. */
    boolean isRollout() {
        return !decisions.isEmpty()
                && count(PodResultPhase.COMPLETED) == 0
                && decisions.stream().allMatch(one -> one.action() == PodAction.ROLLING_RESTART);
    }

    /** Whether a pod will be made from the template before all others are done. */
    boolean needsTemplateFirst() {
        return decisions.stream()
                .anyMatch(one -> one.action() == PodAction.LIVE_MIGRATION || one.action() == PodAction.ROLLING_RESTART);
    }

    /** The pod that is being done: the first one without a result. */
    Optional<PodDecision> current() {
        return decisions.stream()
                .filter(one -> results.stream()
                        .anyMatch(result ->
                                result.podName().equals(one.podName()) && result.phase() == PodResultPhase.PENDING))
                .findFirst();
    }

    int count(PodResultPhase phase) {
        return (int) results.stream().filter(result -> result.phase() == phase).count();
    }

    /** Pods that were restarted although a live migration was asked for or decided. */
    int degraded() {
        return (int) decisions.stream()
                .filter(one -> liveMigrationAsked && one.action() == PodAction.ROLLING_RESTART)
                .filter(one -> one.reasons().stream().anyMatch(reason -> reason.action() == PodAction.LIVE_MIGRATION))
                .count();
    }
}
