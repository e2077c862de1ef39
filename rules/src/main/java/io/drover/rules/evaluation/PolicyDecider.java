package io.drover.rules.evaluation;

import io.drover.rules.decision.Action;
import io.drover.rules.decision.Choice;
import io.drover.rules.decision.Decision;
import io.drover.rules.decision.FeasibilityReason;
import io.drover.rules.decision.Finding;
import io.drover.rules.decision.Subject;
import io.drover.rules.decision.Verdict;
import io.drover.rules.decision.WorkloadPlan;
import io.drover.rules.facts.Fact;
import io.drover.rules.facts.PodFacts;
import io.drover.rules.facts.WorkloadFacts;
import io.drover.rules.policy.BuiltInPolicy;
import io.drover.rules.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Decides by the built-in feasibility policy and those of users. Immutable; safe for any number of threads. */
public final class PolicyDecider implements Decider {

    private final Rulebook rules;
    private final String policyHash;

    /** Decides by the built-in policy and these. */
    public PolicyDecider(List<Policy> policies) {
        List<Policy> all = Stream.concat(Stream.of(BuiltInPolicy.load()), policies.stream())
                .toList();
        rules = new Rulebook(all);
        policyHash = PolicyHash.of(all);
    }

    @Override
    public String policyHash() {
        return policyHash;
    }

    @Override
    public WorkloadPlan plan(WorkloadFacts facts) {
        List<Decision> decisions = facts.pods().isEmpty()
                ? List.of(decide(new Subject.OfWorkload(), facts, facts.facts()))
                : facts.pods().stream().map(pod -> decide(pod, facts)).toList();
        return new WorkloadPlan(
                facts.workload().namespace(),
                facts.workload().kind(),
                facts.workload().name(),
                facts.recommendation().name(),
                policyHash,
                facts.recommendation().resources(),
                decisions);
    }

    private Decision decide(PodFacts pod, WorkloadFacts facts) {
        List<Fact> all = new ArrayList<>(facts.facts());
        all.addAll(pod.facts(facts.recommendation()));
        Subject subject =
                new Subject.OfPod(pod.pod().name(), pod.pod().uid(), pod.pod().node());
        return decide(subject, facts, all);
    }

    private Decision decide(Subject subject, WorkloadFacts facts, List<Fact> all) {
        Tally tally = findings(all);
        return Choice.choose(
                subject,
                tally.findings(),
                tally.nearMisses(),
                facts.recommendation().waivers(),
                facts.recommendation().liveMigrationAllowed());
    }

    /** A rule that cannot be evaluated rejects everything: in doubt, nothing is done. */
    @SuppressWarnings("IllegalCatch") // whatever the engine throws, the workload stays as it is and the report says why
    private Tally findings(List<Fact> facts) {
        try {
            return rules.findings(facts);
        } catch (RuntimeException failed) {
            return Tally.of(Stream.of(Action.IN_PLACE_RESIZE, Action.LIVE_MIGRATION, Action.ROLLING_RESTART)
                    .map(action -> failure(action, failed))
                    .toList());
        }
    }

    private static Finding failure(Action action, RuntimeException failed) {
        Throwable cause = failed;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return new Finding(
                "feasibility",
                "the rules can be evaluated",
                "",
                0,
                action,
                Verdict.REJECT,
                0,
                FeasibilityReason.RULE_FAILED,
                "the rules could not be evaluated: " + cause.getMessage(),
                false,
                false);
    }
}
