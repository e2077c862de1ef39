package io.drover.report.model;

import io.drover.rules.decision.WorkloadPlan;
import io.drover.rules.facts.WorkloadFacts;

/**
 * What would be done for one recommendation.
 *
 * @param namespace of the recommendation
 * @param name of the recommendation
 * @param target kind and name of its workload, such as {@code Deployment/redis}
 * @param dryRun {@code spec.dryRun} is set
 * @param outcome the plan, or why there is none
 */
public record RecommendationReport(String namespace, String name, String target, boolean dryRun, Outcome outcome) {

    /** What came of evaluating it. */
    public sealed interface Outcome {

        /**
         * It was decided.
         *
         * @param plan what would be done
         * @param facts what it was decided from
         */
        record Planned(WorkloadPlan plan, WorkloadFacts facts) implements Outcome {}

        /**
         * It could not be decided.
         *
         * @param reason a code, such as {@code TargetNotFound}
         * @param message lower case without a full stop
         */
        record Undecided(String reason, String message) implements Outcome {}
    }
}
