package io.drover.operator.recommendation;

import io.drover.actuators.workload.WorkloadKey;
import io.drover.actuators.workload.Workloads;
import io.drover.crds.recommendation.v1alpha1.TargetRef;
import io.drover.crds.recommendation.v1alpha1.WorkloadRecommendation;
import io.drover.gather.cluster.ClusterView;
import io.drover.gather.cluster.FactGatherer;
import io.drover.rules.decision.Action;
import io.drover.rules.decision.Choice;
import io.drover.rules.decision.Decision;
import io.drover.rules.decision.Finding;
import io.drover.rules.evaluation.Decider;
import io.drover.rules.facts.WorkloadFacts;
import io.drover.values.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Gathers the facts and has them decided: first the few things that are no matter of policy, then everything else by the rules. */
final class DecisionMaker {

    private static final Duration SOON = Duration.ofSeconds(3);
    private static final Duration LATER = Duration.ofSeconds(15);

    private final ClusterView view;
    private final FactGatherer gatherer;
    private final Decider decider;

    DecisionMaker(ClusterView view, FactGatherer gatherer, Decider decider) {
        this.view = view;
        this.gatherer = gatherer;
        this.decider = decider;
    }

    static WorkloadKey key(WorkloadRecommendation recommendation) {
        TargetRef target = recommendation.getSpec().targetRef();
        return new WorkloadKey(recommendation.getMetadata().getNamespace(), target.kind(), target.name());
    }

    Verdict decide(WorkloadRecommendation recommendation, Workloads.Adapter adapter) {
        TargetRef target = recommendation.getSpec().targetRef();
        String own = recommendation.getMetadata().getNamespace();
        if (target.namespace() != null && !target.namespace().equals(own)) {
            return new Verdict.Refused(
                    AdmissionReason.NAMESPACE_MISMATCH,
                    "targetRef names namespace " + target.namespace() + ", it must be the recommendation's own, "
                            + own);
        }
        if (adapter instanceof Workloads.Adapter.Refused(var why)) {
            return new Verdict.Refused(why.reason(), why.detail());
        }
        if (recommendation.getSpec().suspend()) {
            return new Verdict.Refused(AdmissionReason.SUSPENDED, "spec.suspend is true");
        }
        Optional<WorkloadRecommendation> first = Turn.waitsFor(recommendation, view.recommendations(own));
        if (first.isPresent() && !recommendation.getSpec().dryRun()) {
            return new Verdict.LookAgain(
                    AdmissionReason.OTHER_RECOMMENDATION_FIRST,
                    "recommendation " + first.get().getMetadata().getName() + " for the same workload comes first",
                    SOON);
        }
        return gatherer.gather(recommendation)
                .<Verdict>map(facts -> new Verdict.Planned(
                        decider.plan(facts), facts.workload().updateStrategy()))
                .orElseGet(() -> new Verdict.LookAgain(
                        AdmissionReason.TARGET_NOT_FOUND,
                        target.kind() + " " + own + "/" + target.name() + " does not exist",
                        LATER));
    }

    /**
     * Decides again for one pod after an action has failed for it: the same rules on the facts of now, and that action is out.
     *
     * @return empty when the pod is gone
     */
    Optional<Decision> without(
            WorkloadRecommendation recommendation, String pod, Action failed, Reason reason, String message) {
        Optional<WorkloadFacts> facts = gatherer.gather(recommendation);
        return facts.flatMap(all -> decider.plan(all).decisions().stream()
                        .filter(decision -> decision.subject().toString().equals(pod))
                        .findFirst())
                .map(decision -> {
                    List<Finding> findings = new ArrayList<>(decision.findings());
                    findings.add(WhatHappened.rejecting(failed, reason, message));
                    return Choice.choose(
                            decision.subject(),
                            findings,
                            facts.get().recommendation().waivers(),
                            decision.liveMigrationAsked());
                });
    }
}
