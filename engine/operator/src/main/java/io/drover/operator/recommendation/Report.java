package io.drover.operator.recommendation;

import io.drover.crds.condition.Conditions;
import io.drover.crds.condition.Conditions.Status;
import io.drover.crds.recommendation.v1alpha1.RecommendationPhase;
import io.drover.crds.recommendation.v1alpha1.WorkloadRecommendationStatusBuilder;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Words a status: phase, message and the conditions Progressing and Applied always change together. */
final class Report {

    private static final Set<RecommendationPhase> WORKING =
            Set.of(RecommendationPhase.APPLYING, RecommendationPhase.IN_PLACE_SCALING, RecommendationPhase.MIGRATING);
    private static final Set<RecommendationPhase> SUCCESS =
            Set.of(RecommendationPhase.APPLIED, RecommendationPhase.APPLIED_WITH_RESTART_FALLBACK);

    private Report() {}

    static boolean isWorking(RecommendationPhase phase) {
        return WORKING.contains(phase);
    }

    static boolean isSuccess(RecommendationPhase phase) {
        return SUCCESS.contains(phase);
    }

    /**
     * Enters or keeps a phase.
     *
     * @param reason a CamelCase code
     * @param generation of the recommendation that this is about
     */
    static UnaryOperator<WorkloadRecommendationStatusBuilder> phase(
            RecommendationPhase phase, String reason, String message, long generation, Instant now) {
        return status -> {
            List<Condition> before = status.build().conditions();
            List<Condition> progressing = Conditions.with(
                    before, "Progressing", Status.of(isWorking(phase)), reason, message, generation, now);
            Status applied = phase == RecommendationPhase.PENDING || isWorking(phase)
                    ? Status.UNKNOWN
                    : Status.of(SUCCESS.contains(phase));
            return status.phase(phase)
                    .message(message)
                    .conditions(Conditions.with(progressing, "Applied", applied, reason, message, generation, now));
        };
    }
}
