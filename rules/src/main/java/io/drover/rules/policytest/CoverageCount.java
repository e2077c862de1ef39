package io.drover.rules.policytest;

import io.drover.rules.decision.WorkloadPlan;
import io.drover.rules.evaluation.RuleWalk;
import io.drover.rules.facts.Fact;
import io.drover.rules.facts.PodFacts;
import io.drover.rules.facts.WorkloadFacts;
import io.drover.rules.policy.Condition;
import io.drover.rules.policy.Condition.Constraint;
import io.drover.rules.policy.Policy;
import io.drover.rules.policy.RuleDefinition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Counts what cases exercise; constraints are told apart by their place, for parameters may give them other meanings from case to case. */
final class CoverageCount {

    private final Set<String> spoke = new HashSet<>();
    private final Set<String> held = new HashSet<>();
    private final Set<String> failed = new HashSet<>();

    void add(Policy policy, WorkloadFacts facts, WorkloadPlan plan) {
        plan.decisions().stream()
                .flatMap(decision -> decision.findings().stream())
                .filter(finding -> finding.policy().equals(policy.name()))
                .forEach(finding -> spoke.add(finding.rule()));
        if (facts.pods().isEmpty()) {
            walk(policy, facts.facts());
        }
        for (PodFacts pod : facts.pods()) {
            List<Fact> all = new ArrayList<>(facts.facts());
            all.addAll(pod.facts(facts.recommendation()));
            walk(policy, all);
        }
    }

    private void walk(Policy policy, List<Fact> facts) {
        for (RuleDefinition rule : policy.rules()) {
            RuleWalk.coverage(rule, facts, (constraint, holds) -> (holds ? held : failed).add(place(rule, constraint)));
        }
    }

    Coverage of(Policy policy) {
        return new Coverage(policy.rules().stream().map(this::of).toList());
    }

    private Coverage.OfRule of(RuleDefinition rule) {
        return new Coverage.OfRule(
                rule.name(),
                rule.file(),
                rule.line(),
                spoke.contains(rule.name()),
                rule.conditions().stream()
                        .flatMap(CoverageCount::constraints)
                        .map(constraint -> new Coverage.OfConstraint(
                                constraint.text(),
                                constraint.line(),
                                constraint.column(),
                                held.contains(place(rule, constraint)),
                                failed.contains(place(rule, constraint))))
                        .toList());
    }

    private static Stream<Constraint> constraints(Condition condition) {
        Stream<Constraint> own = condition.pattern().constraints().stream();
        return condition instanceof Condition.Collected collected
                ? Stream.concat(own, collected.constraints().stream())
                : own;
    }

    private static String place(RuleDefinition rule, Constraint constraint) {
        return rule.name() + "@" + constraint.line() + ":" + constraint.column() + ":" + constraint.text();
    }
}
