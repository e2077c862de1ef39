package io.drover.cli;

import io.drover.crds.recommendation.v1alpha1.TargetRef;
import io.drover.crds.recommendation.v1alpha1.WorkloadRecommendation;
import io.drover.gather.cluster.FactGatherer;
import io.drover.gather.cluster.GatherSettings;
import io.drover.gather.inspection.Inspections;
import io.drover.gather.snapshot.Snapshot;
import io.drover.report.model.EvaluationReport;
import io.drover.report.model.RecommendationReport;
import io.drover.report.model.RecommendationReport.Outcome;
import io.drover.rules.evaluation.Decider;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Decides recommendations on what was read of a cluster. The same at the same time gives the same report. */
final class Evaluation {

    private final Decider decider;
    private final List<WorkloadRecommendation> recommendations;
    private final FactGatherer gatherer;
    private final Instant at;

    /**
     * An evaluation of this snapshot.
     *
     * @param at when the snapshot is of no moment of its own
     */
    Evaluation(Decider decider, Snapshot snapshot, Inspections inspections, Instant at) {
        this.decider = decider;
        this.recommendations = snapshot.recommendations();
        this.at = snapshot.takenAt().orElse(at);
        this.gatherer =
                new FactGatherer(snapshot.view(), inspections, GatherSettings.DEFAULT, InstantSource.fixed(this.at));
    }

    /**
     * Decides.
     *
     * @param namespaces only these; empty means all
     * @param names only these recommendations; empty means all
     */
    EvaluationReport report(
            String source,
            List<String> policies,
            Set<String> namespaces,
            Set<String> names,
            Consumer<String> progress) {
        List<WorkloadRecommendation> wanted = recommendations.stream()
                .filter(one -> namespaces.isEmpty()
                        || namespaces.contains(one.getMetadata().getNamespace()))
                .filter(one ->
                        names.isEmpty() || names.contains(one.getMetadata().getName()))
                .toList();
        checkFound(source, names, wanted);
        List<RecommendationReport> parts = new ArrayList<>();
        for (WorkloadRecommendation one : wanted) {
            progress.accept("deciding " + one.getMetadata().getNamespace() + "/"
                    + one.getMetadata().getName() + ", " + (parts.size() + 1) + " of " + wanted.size());
            parts.add(decide(one));
        }
        return new EvaluationReport(source, at, policies, decider.policyHash(), parts);
    }

    /** A name that nothing has is most likely mistyped. */
    private void checkFound(String source, Set<String> names, List<WorkloadRecommendation> wanted) {
        Set<String> missing = new TreeSet<>(names);
        wanted.forEach(one -> missing.remove(one.getMetadata().getName()));
        if (!missing.isEmpty()) {
            String known = recommendations.stream()
                    .map(one -> one.getMetadata().getNamespace() + "/"
                            + one.getMetadata().getName())
                    .sorted()
                    .limit(10)
                    .collect(Collectors.joining(", "));
            throw new NotFound("no recommendation " + String.join(", ", missing) + " was found in " + source
                    + (known.isEmpty() ? ", which has none" : "; it has " + known));
        }
    }

    private RecommendationReport decide(WorkloadRecommendation one) {
        TargetRef target = one.getSpec().targetRef();
        return new RecommendationReport(
                one.getMetadata().getNamespace(),
                one.getMetadata().getName(),
                target.kind() + "/" + target.name(),
                one.getSpec().dryRun(),
                outcome(one, target));
    }

    private Outcome outcome(WorkloadRecommendation one, TargetRef target) {
        String own = one.getMetadata().getNamespace();
        if (target.namespace() != null && !target.namespace().equals(own)) {
            return new Outcome.Undecided(
                    "NamespaceMismatch",
                    "targetRef names namespace " + target.namespace() + ", it must be the recommendation's own, "
                            + own);
        }
        if (!target.kind().equals("Deployment")) {
            return new Outcome.Undecided("UnsupportedKind", "there is no way to change a " + target.kind() + " yet");
        }
        return gatherer.gather(one)
                .<Outcome>map(facts -> new Outcome.Planned(decider.plan(facts)))
                .orElseGet(() -> new Outcome.Undecided(
                        "TargetNotFound", target.kind() + " " + own + "/" + target.name() + " does not exist"));
    }
}
