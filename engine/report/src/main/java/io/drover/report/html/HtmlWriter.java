package io.drover.report.html;

import io.drover.report.model.EvaluationReport;
import io.drover.report.model.PodLine;
import io.drover.report.model.ReasonTexts;
import io.drover.report.model.RecommendationReport;
import io.drover.report.model.RecommendationReport.Outcome;
import io.drover.rules.decision.Action;
import io.drover.rules.decision.Decision;
import io.drover.rules.decision.FeasibilityReason;
import io.drover.values.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes an evaluation as one file for a browser: summary, filters, and a part for each workload. It asks no network for anything. */
public final class HtmlWriter {

    private static final String UNDECIDED = "Undecided";

    private final ReasonTexts texts;
    private final HtmlText out = new HtmlText();

    private HtmlWriter(ReasonTexts texts) {
        this.texts = texts;
    }

    /** The whole report. */
    public static String write(EvaluationReport report, ReasonTexts texts) {
        return new HtmlWriter(texts).page(report);
    }

    private String page(EvaluationReport report) {
        out.raw("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .raw("<meta name=\"viewport\" content=\"width=device-width\">\n")
                .raw(
                        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline';")
                .raw(" script-src 'unsafe-inline'\">\n")
                .element("title", "Drover: " + report.source())
                .raw("<style>\n" + resource("report.css") + "</style>\n</head>\n<body>\n<header>\n")
                .element("h1", "What Drover would do")
                .raw("<p>")
                .text(report.source() + ", at " + report.at())
                .raw("</p>\n</header>\n");
        summary(report);
        if (!report.recommendations().isEmpty()) {
            filters(report);
            overview(report);
            report.recommendations().forEach(this::workload);
        }
        policies(report);
        out.raw("<script>\n" + resource("report.js") + "</script>\n</body>\n</html>\n");
        return out.toString();
    }

    private void summary(EvaluationReport report) {
        Map<String, Long> counts = report.recommendations().stream()
                .flatMap(one -> actions(one).stream())
                .collect(Collectors.groupingBy(action -> action, TreeMap::new, Collectors.counting()));
        out.raw("<section class=\"summary\" aria-label=\"Summary\">\n");
        card("recommendations", report.recommendations().size(), "");
        counts.forEach((action, count) -> card(action, count, action));
        out.raw("</section>\n");
    }

    private void card(String name, long count, String style) {
        out.raw("<div class=\"card ")
                .attribute(style)
                .raw("\"><b>" + count + "</b> ")
                .text(name)
                .raw("</div>\n");
    }

    private static List<String> actions(RecommendationReport one) {
        return switch (one.outcome()) {
            case Outcome.Undecided undecided -> List.of(UNDECIDED);
            case Outcome.Planned planned ->
                planned.plan().decisions().stream().map(HtmlWriter::action).toList();
        };
    }

    private static String action(Decision decision) {
        return decision.done() ? "Done" : decision.action().toString();
    }

    private void filters(EvaluationReport report) {
        out.raw("<form class=\"filters\" aria-label=\"Filters\">\n");
        filter(
                "action",
                report.recommendations().stream()
                        .flatMap(one -> actions(one).stream())
                        .toList());
        filter(
                "reason",
                report.recommendations().stream()
                        .flatMap(one -> reasons(one).stream())
                        .toList());
        filter(
                "namespace",
                report.recommendations().stream()
                        .map(RecommendationReport::namespace)
                        .toList());
        out.raw("<label>text <input type=\"search\" name=\"text\"></label>\n<output></output>\n</form>\n");
    }

    private void filter(String name, List<String> values) {
        out.raw("<label>" + name + " <select name=\"" + name + "\"><option value=\"\">all</option>");
        values.stream().distinct().sorted().forEach(value -> out.element("option", value));
        out.raw("</select></label>\n");
    }

    private static List<String> reasons(RecommendationReport one) {
        return switch (one.outcome()) {
            case Outcome.Undecided undecided -> List.of(undecided.reason());
            case Outcome.Planned planned ->
                planned.plan().decisions().stream()
                        .flatMap(decision -> reasons(decision).stream())
                        .toList();
        };
    }

    private static List<String> reasons(Decision decision) {
        return decision.done()
                ? List.of(FeasibilityReason.ALREADY_AS_RECOMMENDED.code())
                : decision.reasons().stream().map(Reason::code).toList();
    }

    private void overview(EvaluationReport report) {
        out.raw("<table class=\"overview\">\n<thead><tr><th>Namespace<th>Recommendation<th>Workload<th>Pod<th>Node")
                .raw("<th>Action<th>Reasons</tr></thead>\n<tbody>\n");
        for (RecommendationReport one : report.recommendations()) {
            switch (one.outcome()) {
                case Outcome.Undecided undecided -> row(one, "", "", UNDECIDED, List.of(undecided.reason()));
                case Outcome.Planned planned ->
                    planned.plan().decisions().stream()
                            .map(decision -> new PodLine(one, decision))
                            .forEach(pod ->
                                    row(one, pod.pod(), pod.node(), action(pod.decision()), reasons(pod.decision())));
            }
        }
        out.raw("</tbody>\n</table>\n");
    }

    private void row(RecommendationReport one, String pod, String node, String action, List<String> reasons) {
        out.raw("<tr").raw(data(one, action, reasons)).raw(">").element("td", one.namespace());
        out.raw("<td><a href=\"#")
                .attribute(anchor(one))
                .raw("\">")
                .text(one.name())
                .raw("</a></td>");
        out.element("td", one.target()).element("td", pod).element("td", node);
        out.raw("<td>");
        chip(action);
        out.raw("</td>").element("td", String.join(", ", reasons)).raw("</tr>\n");
    }

    private static String data(RecommendationReport one, String action, List<String> reasons) {
        return " data-action=\"" + HtmlText.escaped(action) + "\" data-reason=\""
                + HtmlText.escaped(String.join(" ", reasons)) + "\" data-namespace=\""
                + HtmlText.escaped(one.namespace()) + "\"";
    }

    private static String anchor(RecommendationReport one) {
        return one.namespace() + "/" + one.name();
    }

    private void chip(String action) {
        out.raw("<span class=\"chip ").attribute(action).raw("\">").text(action).raw("</span>");
    }

    private void workload(RecommendationReport one) {
        out.raw("<section class=\"workload\" id=\"").attribute(anchor(one)).raw("\">\n");
        out.element("h2", one.target() + " in " + one.namespace());
        out.raw("<p>").text("recommendation " + one.name() + (one.dryRun() ? ", dry run" : ""));
        switch (one.outcome()) {
            case Outcome.Undecided undecided -> {
                out.raw("</p>\n<article")
                        .raw(data(one, UNDECIDED, List.of(undecided.reason())))
                        .raw("><h3>");
                chip(UNDECIDED);
                out.raw("</h3><p><b>").text(undecided.reason()).raw("</b> ").text(undecided.message());
                out.raw("</p></article>\n");
            }
            case Outcome.Planned planned -> {
                out.text(", plan " + planned.plan().shape() + " ")
                        .element("code", planned.plan().hash())
                        .raw("</p>\n<ul class=\"resources\">");
                planned.plan().resources().forEach(line -> out.element("li", line));
                out.raw("</ul>\n");
                PodPart part = new PodPart(out, texts);
                for (Decision decision : planned.plan().decisions()) {
                    out.raw("<article")
                            .raw(data(one, action(decision), reasons(decision)))
                            .raw("><h3>");
                    chip(action(decision));
                    part.write(new PodLine(one, decision));
                    out.raw("</article>\n");
                }
            }
        }
        out.raw("</section>\n");
    }

    private void policies(EvaluationReport report) {
        out.raw("<footer>\n<p>policies ").element("code", report.policyHash()).raw(": ");
        out.text(String.join(", ", report.policies())).raw("</p>\n</footer>\n");
    }

    /** The file beside this class's resources. */
    private static String resource(String name) {
        try (InputStream text = HtmlWriter.class.getResourceAsStream("/io/drover/report/html/" + name)) {
            if (text == null) {
                throw new IllegalStateException(name + " is missing");
            }
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Actions in the order in which they are told. */
    static final List<Action> ACTIONS = List.of(Action.IN_PLACE_RESIZE, Action.LIVE_MIGRATION, Action.ROLLING_RESTART);
}
