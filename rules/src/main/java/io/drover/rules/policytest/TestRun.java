package io.drover.rules.policytest;

import io.drover.rules.policy.Problem;
import java.util.List;

/**
 * What came of the tests of a policy.
 *
 * @param problems in the policy or its tests, in the order of files and lines; with any, no case was run
 * @param results one for each case, in the order of files and lines
 * @param coverage of the policy's rules by all cases together
 */
public record TestRun(List<Problem> problems, List<CaseResult> results, Coverage coverage) {

    public TestRun {
        problems = problems.stream().sorted().distinct().toList();
        results = List.copyOf(results);
    }

    /** Whether there was at least one case, and each was as expected. */
    public boolean passed() {
        return problems.isEmpty() && !results.isEmpty() && results.stream().allMatch(CaseResult::passed);
    }
}
