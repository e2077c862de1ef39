package io.drover.report.model;

import io.drover.rules.decision.Decision;
import io.drover.rules.decision.Subject;
import java.util.ArrayList;
import java.util.List;

/**
 * One decision with what it belongs to, for formats that list pods.
 *
 * @param of the recommendation
 * @param decision the decision for one pod, or for the workload when it has none
 */
public record PodLine(RecommendationReport of, Decision decision) {

    /** All decisions of a report, in its order. */
    public static List<PodLine> of(EvaluationReport report) {
        List<PodLine> lines = new ArrayList<>();
        for (RecommendationReport one : report.recommendations()) {
            if (one.outcome() instanceof RecommendationReport.Outcome.Planned planned) {
                planned.plan().decisions().forEach(decision -> lines.add(new PodLine(one, decision)));
            }
        }
        return lines;
    }

    /** The pod's name, or {@code no pod}. */
    public String pod() {
        return decision.subject() instanceof Subject.OfPod pod ? pod.name() : "no pod";
    }

    /** The node where the pod runs; empty when there is none. */
    public String node() {
        return decision.subject() instanceof Subject.OfPod pod
                ? pod.node().map(Object::toString).orElse("")
                : "";
    }

    /** Namespace, recommendation and pod. */
    public String path() {
        return of.namespace() + "/" + of.name() + "/" + pod();
    }
}
