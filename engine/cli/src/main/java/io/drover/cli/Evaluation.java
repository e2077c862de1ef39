package io.drover.cli;

import io.drover.report.model.EvaluationReport;
import io.drover.report.model.RecommendationReport;
import io.drover.report.model.RecommendationReport.Outcome;
import io.drover.report.structured.RecordedReport.Part;
import io.drover.rules.evaluation.PolicyDecider;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Decides recommendations on facts. The same facts give the same report. */
final class Evaluation {

    private Evaluation() {}

    /** Decides all of them. */
    static EvaluationReport of(Facts facts, Policies policies, Consumer<String> progress) {
        PolicyDecider decider = policies.decider();
        List<RecommendationReport> decided = new ArrayList<>();
        for (Part part : facts.parts()) {
            progress.accept("deciding " + part.namespace() + "/" + part.name() + ", " + (decided.size() + 1) + " of "
                    + facts.parts().size());
            Outcome outcome = part.facts()
                    .<Outcome>map(known -> new Outcome.Planned(decider.plan(known), known))
                    .orElseGet(() -> new Outcome.Undecided(part.undecided(), part.message()));
            decided.add(new RecommendationReport(part.namespace(), part.name(), part.target(), part.dryRun(), outcome));
        }
        return new EvaluationReport(
                facts.source(), facts.at(), policies.names(), decider.policyHash(), policies.sources(), decided);
    }
}
