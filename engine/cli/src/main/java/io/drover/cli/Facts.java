package io.drover.cli;

import io.drover.crds.recommendation.v1alpha1.TargetRef;
import io.drover.crds.recommendation.v1alpha1.WorkloadRecommendation;
import io.drover.gather.cluster.FactGatherer;
import io.drover.gather.cluster.GatherSettings;
import io.drover.gather.inspection.Inspections;
import io.drover.gather.snapshot.Snapshot;
import io.drover.report.structured.RecordedReport;
import io.drover.report.structured.RecordedReport.Part;
import io.drover.rules.facts.WorkloadFacts;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * What recommendations are decided from, wherever it came from.
 *
 * @param source such as {@code cluster kind-dev} or {@code directory snapshot}
 * @param at the time of day that rules see
 * @param parts one for each recommendation
 */
record Facts(String source, Instant at, List<Part> parts) {

    Facts {
        parts = List.copyOf(parts);
    }

    /** What a report was made from. */
    static Facts of(RecordedReport report) {
        return new Facts(report.source(), report.at(), report.parts());
    }

    /**
     * Gathers from a snapshot.
     *
     * @param now when the snapshot is of no moment of its own
     * @param progress is told what is being looked at
     */
    static Facts of(
            String source,
            Snapshot snapshot,
            Inspections inspections,
            Instant now,
            Selection only,
            Consumer<String> progress) {
        Instant at = snapshot.takenAt().orElse(now);
        List<WorkloadRecommendation> wanted = only.of(source, snapshot.recommendations());
        FactGatherer gatherer =
                new FactGatherer(snapshot.view(), inspections, GatherSettings.DEFAULT, InstantSource.fixed(at));
        List<Part> parts = new ArrayList<>();
        for (WorkloadRecommendation one : wanted) {
            progress.accept("looking at " + one.getMetadata().getNamespace() + "/"
                    + one.getMetadata().getName() + ", " + (parts.size() + 1) + " of " + wanted.size());
            parts.add(part(one, gatherer));
        }
        return new Facts(source, at, parts);
    }

    private static Part part(WorkloadRecommendation one, FactGatherer gatherer) {
        TargetRef target = one.getSpec().targetRef();
        String own = one.getMetadata().getNamespace();
        if (target.namespace() != null && !target.namespace().equals(own)) {
            return part(
                    one,
                    Optional.empty(),
                    "NamespaceMismatch",
                    "targetRef names namespace " + target.namespace() + ", it must be the recommendation's own, "
                            + own);
        }
        if (!target.kind().equals("Deployment")) {
            return part(
                    one, Optional.empty(), "UnsupportedKind", "there is no way to change a " + target.kind() + " yet");
        }
        return gatherer.gather(one)
                .map(facts -> part(one, Optional.of(facts), "", ""))
                .orElseGet(() -> part(
                        one,
                        Optional.empty(),
                        "TargetNotFound",
                        target.kind() + " " + own + "/" + target.name() + " does not exist"));
    }

    private static Part part(
            WorkloadRecommendation one, Optional<WorkloadFacts> facts, String undecided, String message) {
        TargetRef target = one.getSpec().targetRef();
        return new Part(
                one.getMetadata().getNamespace(),
                one.getMetadata().getName(),
                target.kind() + "/" + target.name(),
                one.getSpec().dryRun(),
                facts,
                undecided,
                message);
    }

    /**
     * Which recommendations are meant.
     *
     * @param namespaces only these; empty means all
     * @param names only these recommendations; empty means all
     */
    record Selection(Set<String> namespaces, Set<String> names) {

        static final Selection ALL = new Selection(Set.of(), Set.of());

        Selection {
            namespaces = Set.copyOf(namespaces);
            names = Set.copyOf(names);
        }

        private List<WorkloadRecommendation> of(String source, List<WorkloadRecommendation> all) {
            List<WorkloadRecommendation> wanted = all.stream()
                    .filter(one -> namespaces.isEmpty()
                            || namespaces.contains(one.getMetadata().getNamespace()))
                    .filter(one ->
                            names.isEmpty() || names.contains(one.getMetadata().getName()))
                    .toList();
            Set<String> missing = new TreeSet<>(names);
            wanted.forEach(one -> missing.remove(one.getMetadata().getName()));
            if (!missing.isEmpty()) {
                String known = all.stream()
                        .map(one -> one.getMetadata().getNamespace() + "/"
                                + one.getMetadata().getName())
                        .sorted()
                        .limit(10)
                        .collect(Collectors.joining(", "));
                throw new NotFound("no recommendation " + String.join(", ", missing) + " was found in " + source
                        + (known.isEmpty() ? ", which has none" : "; it has " + known));
            }
            return wanted;
        }
    }
}
