package io.drover.report.table;

import io.drover.report.model.EvaluationReport;
import io.drover.report.model.RecommendationReport;
import io.drover.rules.decision.Action;
import io.drover.rules.decision.Decision;
import io.drover.rules.decision.FeasibilityReason;
import io.drover.rules.decision.Finding;
import io.drover.rules.decision.Subject;
import io.drover.rules.decision.Verdict;
import io.drover.rules.decision.WorkloadPlan;
import java.util.List;

/** Writes an evaluation as a table of pods and, below it, why each action was chosen or not. */
public final class TableWriter {

    private static final List<Action> ACTIONS =
            List.of(Action.IN_PLACE_RESIZE, Action.LIVE_MIGRATION, Action.ROLLING_RESTART);

    private final boolean color;

    /**
     * Writes tables.
     *
     * @param color for a terminal
     */
    public TableWriter(boolean color) {
        this.color = color;
    }

    /** The whole report. */
    public String write(EvaluationReport report) {
        if (report.recommendations().isEmpty()) {
            return "no recommendations in " + report.source() + "\n";
        }
        StringBuilder out = new StringBuilder(overview(report));
        for (RecommendationReport one : report.recommendations()) {
            if (one.outcome() instanceof RecommendationReport.Outcome.Planned planned) {
                details(out, one, planned.plan());
            }
        }
        out.append("\npolicies ")
                .append(report.policyHash())
                .append(": ")
                .append(String.join(", ", report.policies()))
                .append('\n');
        return out.toString();
    }

    private static String overview(EvaluationReport report) {
        Columns columns = new Columns("NAMESPACE", "RECOMMENDATION", "WORKLOAD", "POD", "ACTION", "REASONS");
        for (RecommendationReport one : report.recommendations()) {
            switch (one.outcome()) {
                case RecommendationReport.Outcome.Planned planned ->
                    planned.plan()
                            .decisions()
                            .forEach(decision -> columns.row(
                                    one.namespace(),
                                    one.name(),
                                    one.target(),
                                    decision.subject() instanceof Subject.OfPod pod ? pod.name() : "-",
                                    decision.action().toString(),
                                    reasons(decision)));
                case RecommendationReport.Outcome.Undecided undecided ->
                    columns.row(
                            one.namespace(),
                            one.name(),
                            one.target(),
                            "-",
                            "-",
                            undecided.reason() + ": " + undecided.message());
            }
        }
        return columns.toString();
    }

    private static String reasons(Decision decision) {
        if (decision.done()) {
            return FeasibilityReason.ALREADY_AS_RECOMMENDED.code();
        }
        List<Finding> why = decision.restartsInsteadOfMoving() ? decision.whyNotMoved() : decision.decisive();
        List<String> codes =
                why.stream().map(finding -> finding.reason().code()).distinct().toList();
        return codes.isEmpty() ? "-" : String.join(",", codes);
    }

    private void details(StringBuilder out, RecommendationReport one, WorkloadPlan plan) {
        out.append('\n')
                .append(strong(one.target() + " in " + one.namespace()))
                .append(", recommendation ")
                .append(one.name())
                .append(one.dryRun() ? " (dry run)" : "")
                .append(", plan ")
                .append(plan.shape())
                .append(' ')
                .append(plan.hash())
                .append('\n');
        plan.resources().forEach(line -> out.append("  ").append(line).append('\n'));
        plan.decisions().forEach(decision -> details(out, decision));
    }

    private void details(StringBuilder out, Decision decision) {
        if (decision.subject() instanceof Subject.OfPod pod) {
            out.append("  pod ").append(pod.name());
            pod.node().ifPresent(node -> out.append(" on ").append(node));
            out.append('\n');
        }
        if (decision.done()) {
            out.append("    nothing is left to do: it has the recommended resources\n");
            return;
        }
        for (Action action : ACTIONS) {
            String mark = decision.action() == action
                    ? "chosen"
                    : decision.against(action).isEmpty() ? "possible" : "rejected";
            out.append("    ")
                    .append("%-15s".formatted(action))
                    .append(painted(mark))
                    .append('\n');
            decision.findings().stream()
                    .filter(finding -> finding.action() == action)
                    .forEach(finding -> finding(out, finding));
        }
        if (decision.action() == Action.SKIP) {
            out.append("    Skip           ").append(painted("chosen")).append('\n');
        }
    }

    private static void finding(StringBuilder out, Finding finding) {
        out.append("      ")
                .append(finding.verdict() == Verdict.PREFER ? "+" + finding.weight() + " " : "")
                .append(finding.reason().code())
                .append(finding.waived() ? " (waived)" : "")
                .append(": ")
                .append(printable(finding.message()))
                .append("  [")
                .append(finding.policy())
                .append('/')
                .append(finding.file())
                .append(':')
                .append(finding.line())
                .append("]\n");
    }

    /** Messages carry values from the cluster: nothing of them may steer the terminal. */
    private static String printable(String message) {
        return message.replaceAll("\\p{Cntrl}", "?");
    }

    private String strong(String text) {
        return color ? "\u001b[1m" + text + "\u001b[0m" : text;
    }

    private String painted(String mark) {
        if (!color) {
            return mark;
        }
        String code = mark.equals("chosen") ? "32" : mark.equals("rejected") ? "31" : "33";
        return "\u001b[" + code + "m" + mark + "\u001b[0m";
    }
}
