package io.drover.operator.recommendation;

import io.drover.crds.recommendation.v1alpha1.DecisiveReason;
import io.drover.crds.recommendation.v1alpha1.PodAction;
import io.drover.crds.recommendation.v1alpha1.PodDecision;
import io.drover.rules.decision.Action;
import io.drover.rules.decision.Decision;
import io.drover.rules.decision.Finding;
import io.drover.rules.decision.WorkloadPlan;
import java.util.List;
import java.util.stream.Stream;

/** Writes decisions down as a status keeps them. */
final class DecisionRecord {

    private static final int MOST_REASONS = 64;

    private DecisionRecord() {}

    static io.drover.crds.recommendation.v1alpha1.Decision of(WorkloadPlan plan) {
        List<PodDecision> pods =
                plan.decisions().stream().map(DecisionRecord::of).toList();
        return new io.drover.crds.recommendation.v1alpha1.Decision(Wording.summary(pods), plan.policyHash(), pods);
    }

    static PodDecision of(Decision decision) {
        Stream<Finding> findings = Stream.concat(decision.decisive().stream(), decision.whyNotMoved().stream());
        return new PodDecision(
                decision.subject().toString(),
                action(decision.action()),
                findings.distinct()
                        .limit(MOST_REASONS)
                        .map(DecisionRecord::reason)
                        .toList());
    }

    static PodAction action(Action action) {
        return switch (action) {
            case IN_PLACE_RESIZE -> PodAction.IN_PLACE_RESIZE;
            case LIVE_MIGRATION -> PodAction.LIVE_MIGRATION;
            case ROLLING_RESTART -> PodAction.ROLLING_RESTART;
            case SKIP -> PodAction.SKIP;
        };
    }

    static Action action(PodAction action) {
        return switch (action) {
            case IN_PLACE_RESIZE -> Action.IN_PLACE_RESIZE;
            case LIVE_MIGRATION -> Action.LIVE_MIGRATION;
            case ROLLING_RESTART -> Action.ROLLING_RESTART;
            case SKIP -> Action.SKIP;
        };
    }

    private static DecisiveReason reason(Finding finding) {
        return new DecisiveReason(action(finding.action()), finding.reason().code(), Wording.cut(finding.message()));
    }
}
