package io.drover.report.table;

import io.drover.report.model.EvaluationReport;
import io.drover.report.model.PodLine;
import io.drover.report.model.RecommendationReport;
import io.drover.rules.decision.Action;
import io.drover.rules.decision.Decision;
import java.util.stream.Collectors;

/** Writes an evaluation as one wide line per pod, for searching and sorting: every action with what came of it. */
public final class WideWriter {

    private WideWriter() {}

    /** The whole report. */
    public static String write(EvaluationReport report) {
        if (report.recommendations().isEmpty()) {
            return "no recommendations in " + report.source() + "\n";
        }
        Columns columns = new Columns(
                "NAMESPACE",
                "RECOMMENDATION",
                "WORKLOAD",
                "POD",
                "NODE",
                "ACTION",
                "IN PLACE",
                "LIVE",
                "RESTART",
                "OUTVOTED",
                "PLAN",
                "HASH",
                "REASONS");
        for (RecommendationReport one : report.recommendations()) {
            switch (one.outcome()) {
                case RecommendationReport.Outcome.Planned planned ->
                    planned.plan()
                            .decisions()
                            .forEach(decision -> columns.row(row(
                                    new PodLine(one, decision),
                                    planned.plan().shape().toString(),
                                    planned.plan().hash())));
                case RecommendationReport.Outcome.Undecided undecided ->
                    columns.row(
                            one.namespace(),
                            one.name(),
                            one.target(),
                            "-",
                            "-",
                            "-",
                            "-",
                            "-",
                            "-",
                            "-",
                            "-",
                            "-",
                            undecided.reason());
            }
        }
        return columns.toString();
    }

    private static String[] row(PodLine pod, String plan, String hash) {
        Decision decision = pod.decision();
        String reasons = decision.findings().stream()
                .filter(finding -> finding.rejects() || finding.action() == decision.action())
                .map(finding -> finding.reason().code())
                .distinct()
                .collect(Collectors.joining(","));
        return new String[] {
            pod.of().namespace(),
            pod.of().name(),
            pod.of().target(),
            pod.pod(),
            pod.node().isEmpty() ? "-" : pod.node(),
            decision.done() ? "Done" : decision.action().toString(),
            mark(decision, Action.IN_PLACE_RESIZE),
            mark(decision, Action.LIVE_MIGRATION),
            mark(decision, Action.ROLLING_RESTART),
            Integer.toString(decision.outvoted().size()),
            plan,
            hash,
            reasons.isEmpty() ? "-" : reasons
        };
    }

    /** {@code chosen}, {@code possible} or how many findings reject it; with the weight of its preferences. */
    private static String mark(Decision decision, Action action) {
        int against = decision.against(action).size();
        String mark = decision.action() == action ? "chosen" : against == 0 ? "possible" : "rejected by " + against;
        long weight = decision.weightOf(action);
        return weight == 0 ? mark : mark + " +" + weight;
    }
}
