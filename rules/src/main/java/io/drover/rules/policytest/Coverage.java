package io.drover.rules.policytest;

import java.util.List;

/**
 * Which parts of a policy its tests have exercised.
 *
 * @param rules in the order of files and lines
 */
public record Coverage(List<OfRule> rules) {

    public Coverage {
        rules = List.copyOf(rules);
    }

    /**
     * One rule.
     *
     * @param rule its name
     * @param file path within the policy
     * @param line from 1
     * @param spoke in at least one case
     * @param constraints of its patterns, in their order
     */
    public record OfRule(String rule, String file, int line, boolean spoke, List<OfConstraint> constraints) {
        public OfRule {
            constraints = List.copyOf(constraints);
        }
    }

    /**
     * One constraint.
     *
     * @param text as written
     * @param line from 1
     * @param column from 1
     * @param held in at least one case
     * @param failed did not hold in at least one case
     */
    public record OfConstraint(String text, int line, int column, boolean held, boolean failed) {}

    /** Share of the rules that spoke, in percent, rounded down; 100 for a policy without rules. */
    public int rulePercent() {
        return percent(rules.stream().filter(OfRule::spoke).count(), rules.size());
    }

    /** Share of the outcomes of constraints (each can hold and not hold) that were seen, in percent, rounded down. */
    public int constraintPercent() {
        long seen = rules.stream()
                .flatMap(rule -> rule.constraints().stream())
                .mapToLong(constraint -> (constraint.held() ? 1 : 0) + (constraint.failed() ? 1 : 0))
                .sum();
        long all =
                rules.stream().mapToLong(rule -> 2L * rule.constraints().size()).sum();
        return percent(seen, all);
    }

    private static int percent(long part, long all) {
        return all == 0 ? 100 : (int) (part * 100 / all);
    }
}
