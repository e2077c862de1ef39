package io.drover.report.github;

import io.drover.report.model.EvaluationReport;
import io.drover.report.model.PodLine;
import io.drover.report.model.RecommendationReport;
import io.drover.rules.decision.Action;
import io.drover.rules.decision.Decision;

/**
 * Writes an evaluation as workflow commands that GitHub shows as annotations: an error for a pod that is skipped, a warning for one that
 * is restarted, a notice for the others. Source: GitHub Docs, "Workflow commands for GitHub Actions".
 */
public final class GithubWriter {

    private GithubWriter() {}

    /** The whole report. */
    public static String write(EvaluationReport report) {
        StringBuilder out = new StringBuilder();
        for (RecommendationReport one : report.recommendations()) {
            switch (one.outcome()) {
                case RecommendationReport.Outcome.Undecided undecided ->
                    line(
                            out,
                            "error",
                            one.namespace() + "/" + one.name(),
                            undecided.reason() + ": " + undecided.message());
                case RecommendationReport.Outcome.Planned planned ->
                    planned.plan().decisions().forEach(decision -> decision(out, new PodLine(one, decision)));
            }
        }
        return out.toString();
    }

    private static void decision(StringBuilder out, PodLine pod) {
        Decision decision = pod.decision();
        String level = decision.done()
                ? "notice"
                : switch (decision.action()) {
                    case SKIP -> "error";
                    case ROLLING_RESTART -> "warning";
                    case IN_PLACE_RESIZE, LIVE_MIGRATION -> "notice";
                };
        String said = decision.done() ? Action.SKIP + ": it has the recommended resources" : decision.summary();
        line(out, level, pod.path(), pod.of().target() + ", " + pod.pod() + ": " + said);
    }

    private static void line(StringBuilder out, String level, String title, String message) {
        out.append("::")
                .append(level)
                .append(" title=")
                .append(data(title).replace(":", "%3A").replace(",", "%2C"))
                .append("::")
                .append(data(message))
                .append('\n');
    }

    private static String data(String text) {
        return text.replace("%", "%25")
                .replace("\r", "%0D")
                .replace("\n", "%0A")
                .replaceAll("\\p{Cntrl}", "?");
    }
}
