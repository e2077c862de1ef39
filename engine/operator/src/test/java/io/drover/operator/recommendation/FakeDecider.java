package io.drover.operator.recommendation;

import io.drover.rules.decision.Action;
import io.drover.rules.decision.Choice;
import io.drover.rules.decision.Decision;
import io.drover.rules.decision.Finding;
import io.drover.rules.decision.Subject;
import io.drover.rules.decision.Verdict;
import io.drover.rules.decision.WorkloadPlan;
import io.drover.rules.evaluation.Decider;
import io.drover.rules.facts.Fallback;
import io.drover.rules.facts.WorkloadFacts;
import io.drover.values.Reason;
import java.util.ArrayList;
import java.util.List;

/** Knows what a recommendation forbids and nothing else, so that a test chooses the action by the recommendation that it writes. */
final class FakeDecider implements Decider {

    @Override
    public WorkloadPlan plan(WorkloadFacts facts) {
        List<Decision> decisions = new ArrayList<>();
        if (facts.pods().isEmpty()) {
            decisions.add(decide(facts, new Subject.OfWorkload(), true));
        }
        facts.pods()
                .forEach(pod -> decisions.add(decide(
                        facts,
                        new Subject.OfPod(
                                pod.pod().name(), pod.pod().uid(), pod.pod().node()),
                        false)));
        return new WorkloadPlan(
                facts.workload().namespace(),
                facts.workload().kind(),
                facts.workload().name(),
                facts.recommendation().name(),
                policyHash(),
                List.of(),
                decisions);
    }

    @Override
    public String policyHash() {
        return "0123456789abcdef";
    }

    private static Decision decide(WorkloadFacts facts, Subject subject, boolean noPods) {
        List<Finding> findings = new ArrayList<>();
        reject(
                findings,
                Action.IN_PLACE_RESIZE,
                noPods || !facts.recommendation().inPlaceAllowed());
        reject(
                findings,
                Action.LIVE_MIGRATION,
                noPods || !facts.recommendation().liveMigrationAllowed());
        reject(findings, Action.ROLLING_RESTART, facts.recommendation().fallback() == Fallback.NONE);
        return Choice.choose(
                subject,
                findings,
                facts.recommendation().waivers(),
                facts.recommendation().liveMigrationAllowed());
    }

    private static void reject(List<Finding> findings, Action action, boolean when) {
        if (when) {
            Reason reason = () -> action + "NotAllowed";
            findings.add(new Finding(
                    "fake",
                    "forbidden",
                    "fake.drl",
                    1,
                    action,
                    Verdict.REJECT,
                    0,
                    reason,
                    "not allowed",
                    false,
                    false));
        }
    }
}
