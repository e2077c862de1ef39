package io.drover.actuators.restart;

import io.drover.values.Reason;

/** Why a pod was not evicted. */
public enum EvictionReason implements Reason {
    /** A PodDisruptionBudget has no room now; asking again later may succeed. */
    DISRUPTION_BUDGET_EXHAUSTED("DisruptionBudgetExhausted");

    private final String code;

    EvictionReason(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}
