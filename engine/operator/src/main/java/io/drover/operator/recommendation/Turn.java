package io.drover.operator.recommendation;

import io.drover.crds.recommendation.v1alpha1.RecommendationPhase;
import io.drover.crds.recommendation.v1alpha1.TargetRef;
import io.drover.crds.recommendation.v1alpha1.WorkloadRecommendation;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Whose turn it is when several recommendations name one workload: the one at work, else the most urgent, else the oldest. */
final class Turn {

    private static final Comparator<WorkloadRecommendation> FIRST_COMES = Comparator.comparing(
                    (WorkloadRecommendation one) -> !isAtWork(one))
            .thenComparingInt(one -> -one.getSpec().priority())
            .thenComparing(one -> one.getMetadata().getCreationTimestamp())
            .thenComparing(one -> one.getMetadata().getName());

    private Turn() {}

    /** The recommendation that this one has to wait for. */
    static Optional<WorkloadRecommendation> waitsFor(WorkloadRecommendation own, List<WorkloadRecommendation> all) {
        return all.stream()
                .filter(other ->
                        !other.getMetadata().getUid().equals(own.getMetadata().getUid()))
                .filter(other ->
                        sameWorkload(own.getSpec().targetRef(), other.getSpec().targetRef()))
                .filter(Turn::wantsATurn)
                .filter(other -> FIRST_COMES.compare(other, own) < 0)
                .min(FIRST_COMES);
    }

    private static boolean sameWorkload(TargetRef one, TargetRef other) {
        return one.kind().equals(other.kind()) && one.name().equals(other.name());
    }

    private static boolean isAtWork(WorkloadRecommendation one) {
        return one.getStatus() != null
                && (Report.isWorking(one.getStatus().phase())
                        || one.getStatus().debts().owed());
    }

    /** One that waits by its author's will, or that has ended, holds nobody up. */
    private static boolean wantsATurn(WorkloadRecommendation one) {
        if (isAtWork(one)) {
            return true;
        }
        boolean willing = !one.getSpec().suspend() && !one.getSpec().dryRun();
        boolean ended = one.getStatus() != null
                && one.getStatus().phase() != RecommendationPhase.PENDING
                && one.getStatus().observedGeneration() == one.getMetadata().getGeneration();
        return willing && !ended && one.getMetadata().getDeletionTimestamp() == null;
    }
}
