package io.drover.report;

import io.drover.report.model.EvaluationReport;
import io.drover.report.model.RecommendationReport;
import io.drover.report.model.RecommendationReport.Outcome;
import io.drover.rules.evaluation.PolicyDecider;
import io.drover.rules.facts.FactEdits;
import io.drover.rules.facts.SampleFacts;
import io.drover.rules.facts.WorkloadFacts;
import java.time.Instant;
import java.util.List;

/** A report with a move, a restart instead of a move, a skipped pod with a hostile message, and a target that is not there. */
final class SampleReport {

    private SampleReport() {}

    static EvaluationReport of(PolicyDecider decider) {
        WorkloadFacts moved = FactEdits.edited(
                SampleFacts.withPods("redis-1", "redis-2"),
                "recommendation.inPlaceAllowed=false, pods.candidates.node.ready=true");
        WorkloadFacts restarted = FactEdits.edited(
                SampleFacts.inOrder(), "recommendation.inPlaceAllowed=false, pods.agent.reachable=false");
        WorkloadFacts skipped = FactEdits.edited(
                SampleFacts.inOrder(),
                "recommendation.fallback=None, recommendation.inPlaceAllowed=false,"
                        + " pods.pod.hostPathVolumes=</script><script>alert(1)</script>\u001b[31m & \"quotes\"");
        return new EvaluationReport(
                "directory snapshot",
                Instant.parse("2026-11-20T03:00:00Z"),
                List.of("feasibility"),
                "0123456789abcdef",
                List.of(),
                List.of(
                        planned(decider, "redis-larger", "Deployment/redis", false, restarted),
                        planned(decider, "a-cache", "Deployment/cache", true, moved),
                        planned(decider, "hostile", "Deployment/hostile", false, skipped),
                        new RecommendationReport(
                                "shop",
                                "gone",
                                "Deployment/gone",
                                false,
                                new Outcome.Undecided("TargetNotFound", "Deployment shop/gone does not exist"))));
    }

    private static RecommendationReport planned(
            PolicyDecider decider, String name, String target, boolean dryRun, WorkloadFacts facts) {
        return new RecommendationReport("shop", name, target, dryRun, new Outcome.Planned(decider.plan(facts), facts));
    }
}
