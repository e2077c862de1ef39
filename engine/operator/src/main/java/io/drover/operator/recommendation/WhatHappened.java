package io.drover.operator.recommendation;

import io.drover.rules.decision.Action;
import io.drover.rules.decision.Finding;
import io.drover.rules.decision.Verdict;
import io.drover.values.Reason;

/** Turns the failure of an action into a finding, so that it stays in the record beside what rules found. */
final class WhatHappened {

    private WhatHappened() {}

    static Finding rejecting(Action failed, Reason reason, String message) {
        return new Finding(
                "drover",
                "the action was tried and failed",
                "",
                0,
                failed,
                Verdict.REJECT,
                0,
                reason,
                message,
                false,
                false);
    }
}
