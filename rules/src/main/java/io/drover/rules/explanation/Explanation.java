package io.drover.rules.explanation;

import io.drover.rules.decision.WorkloadPlan;
import java.util.List;

/**
 * Why a plan is as it is.
 *
 * @param plan the plan
 * @param decisions one explanation for each of its decisions, in their order
 */
public record Explanation(WorkloadPlan plan, List<DecisionExplanation> decisions) {

    public Explanation {
        decisions = List.copyOf(decisions);
    }
}
