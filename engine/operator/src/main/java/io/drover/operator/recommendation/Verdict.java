package io.drover.operator.recommendation;

import io.drover.rules.decision.WorkloadPlan;
import io.drover.values.Reason;
import java.time.Duration;

/** What is to become of a recommendation that nobody works on. */
sealed interface Verdict {

    /** Nothing now; it is looked at again. */
    record LookAgain(Reason reason, String message, Duration after) implements Verdict {}

    /** Nothing until somebody changes it. */
    record Refused(Reason reason, String message) implements Verdict {}

    /** Rules have decided; what follows from it is in the plan. */
    record Planned(WorkloadPlan plan, String strategy) implements Verdict {}
}
