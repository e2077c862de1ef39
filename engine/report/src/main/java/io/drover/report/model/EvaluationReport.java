package io.drover.report.model;

import io.drover.rules.decision.Action;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * What would be done for some recommendations, and why.
 *
 * @param source where the facts came from, such as {@code cluster kind-dev} or {@code directory snapshot}
 * @param at the time of day that the rules saw
 * @param policies names and hashes of the policies that decided, sorted
 * @param policyHash over all of them
 * @param sources the policies beside the built-in one, as they were written
 * @param recommendations one part for each, by namespace and name
 */
public record EvaluationReport(
        String source,
        Instant at,
        List<String> policies,
        String policyHash,
        List<PolicySource> sources,
        List<RecommendationReport> recommendations) {

    /** Names the schema of the machine-readable formats; it changes when they change incompatibly. */
    public static final String SCHEMA = "drover.dev/evaluation/v1";

    public EvaluationReport {
        policies = policies.stream().sorted().toList();
        sources = sources.stream()
                .sorted(Comparator.comparing(PolicySource::name))
                .toList();
        recommendations = recommendations.stream()
                .sorted(Comparator.comparing(RecommendationReport::namespace).thenComparing(RecommendationReport::name))
                .toList();
    }

    /** Whether for some pod this action was chosen; a recommendation that could not be evaluated counts as skipped. */
    public boolean chose(Action action) {
        return recommendations.stream()
                .anyMatch(one -> one.outcome() instanceof RecommendationReport.Outcome.Planned planned
                        ? planned.plan().decisions().stream()
                                .anyMatch(decision -> decision.action() == action && !decision.done())
                        : action == Action.SKIP);
    }
}
