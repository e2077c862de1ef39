package io.drover.rules.explanation;

import io.drover.rules.decision.Action;
import io.drover.rules.decision.Decision;
import io.drover.rules.decision.Finding;
import io.drover.rules.decision.ReasonCatalogue;
import io.drover.rules.decision.Verdict;
import io.drover.rules.decision.WorkloadPlan;
import io.drover.rules.evaluation.PolicyDecider;
import io.drover.rules.facts.ChangeResult;
import io.drover.rules.facts.FactChanges;
import io.drover.rules.facts.WorkloadFacts;
import io.drover.rules.policy.DeclaredReason;
import io.drover.rules.policy.Policy;
import io.drover.values.Reason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Explains what a set of policies decides. Built once, used by any number of threads; equal facts always give an equal explanation.
 * Nothing is done by it: a question is answered by deciding again, which takes milliseconds.
 */
public final class Explainer {

    private final PolicyDecider decider;
    private final AlmostSaidSearch search;
    private final Map<Reason, String> remedies = new HashMap<>();

    /** Explains decisions of the built-in policy and these. */
    public Explainer(List<Policy> policies) {
        decider = new PolicyDecider(policies);
        search = new AlmostSaidSearch(policies);
        for (Policy policy : policies) {
            for (DeclaredReason reason : policy.reasons()) {
                remedies.put(policy.reasonOf(reason), reason.remedy());
            }
        }
    }

    /** Decides, and explains the decision for each pod. */
    public Explanation explain(WorkloadFacts facts) {
        WorkloadPlan plan = decider.plan(facts);
        return new Explanation(
                plan,
                plan.decisions().stream()
                        .map(decision -> explained(decision, facts))
                        .toList());
    }

    /**
     * Decides again with some facts changed.
     *
     * @param changes each {@code path=value}, or several of them joined by commas; {@link FactChanges} tells how paths and values are
     *     written
     */
    public WhatIf whatIf(WorkloadFacts facts, List<String> changes) {
        List<String> problems = new ArrayList<>();
        WorkloadFacts changed = facts;
        for (String change :
                changes.stream().flatMap(some -> Stream.of(some.split(",", -1))).toList()) {
            String[] parts = change.split("=", 2);
            if (parts.length != 2) {
                problems.add("\"" + change.strip() + "\" is no change; write for example pod.qosAfter=Burstable");
                continue;
            }
            switch (FactChanges.apply(changed, parts[0], parts[1])) {
                case ChangeResult.Changed(WorkloadFacts next) -> changed = next;
                case ChangeResult.Refused refused -> problems.add(change.strip() + ": " + refused);
            }
        }
        return problems.isEmpty()
                ? new WhatIf.Answered(explain(facts), explain(changed))
                : new WhatIf.Refused(problems);
    }

    /** What people can do about a reason; empty when nobody says. */
    public String remedyOf(Reason reason) {
        return remedies.getOrDefault(
                reason,
                ReasonCatalogue.builtIn()
                        .find(reason.code())
                        .map(entry -> entry.remedy())
                        .orElse(""));
    }

    private DecisionExplanation explained(Decision decision, WorkloadFacts facts) {
        return new DecisionExplanation(
                decision,
                Stream.of(Action.IN_PLACE_RESIZE, Action.LIVE_MIGRATION, Action.ROLLING_RESTART)
                        .map(action -> explained(action, decision))
                        .toList(),
                search.in(decision, facts));
    }

    private ActionExplanation explained(Action action, Decision decision) {
        List<Finding> against = decision.against(action);
        ActionExplanation.Standing standing = action == decision.action()
                ? ActionExplanation.Standing.CHOSEN
                : against.isEmpty() ? ActionExplanation.Standing.OUTVOTED : ActionExplanation.Standing.REJECTED;
        List<Finding> about = decision.findings().stream()
                .filter(finding -> finding.action() == action)
                .toList();
        return new ActionExplanation(
                action,
                standing,
                decision.weightOf(action),
                about.stream()
                        .filter(finding -> finding.verdict() == Verdict.PREFER)
                        .toList(),
                against.stream()
                        .map(finding ->
                                new Objection(finding, decision.nearMissesOf(finding), remedyOf(finding.reason())))
                        .toList(),
                about.stream().filter(Finding::waived).toList());
    }
}
