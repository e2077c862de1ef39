package io.drover.operator.recommendation;

import io.drover.rules.decision.WorkloadPlan;

/** Counts decisions. */
public interface DecisionCount {

    /** Takes note of every decision of the plan. */
    void decided(WorkloadPlan plan);
}
