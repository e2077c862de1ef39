package io.drover.rules.policytest;

import io.drover.rules.decision.WorkloadPlan;
import java.util.List;

/**
 * What came of one case.
 *
 * @param tested the case
 * @param plan what was decided
 * @param differences from what was expected, in words, one line each; empty when it passed
 */
public record CaseResult(PolicyCase tested, WorkloadPlan plan, List<String> differences) {

    public CaseResult {
        differences = List.copyOf(differences);
    }

    /** Whether everything was as expected. */
    public boolean passed() {
        return differences.isEmpty();
    }

    /** {@code file:line: name}, and below it every difference. */
    @Override
    public String toString() {
        String head = tested.file() + ":" + tested.line() + ": " + tested.name();
        return passed() ? head : head + "\n    " + String.join("\n    ", differences);
    }
}
