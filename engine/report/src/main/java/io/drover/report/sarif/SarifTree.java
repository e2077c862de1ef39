package io.drover.report.sarif;

import io.drover.report.model.EvaluationReport;
import io.drover.report.model.PodLine;
import io.drover.report.model.ReasonTexts;
import io.drover.report.model.RecommendationReport;
import io.drover.rules.decision.Action;
import io.drover.rules.decision.Decision;
import io.drover.rules.decision.Finding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An evaluation as a SARIF log: reasons are its rules, decisive findings its results. Source: OASIS SARIF 2.1.0. */
public final class SarifTree {

    private static final String POLICIES = "POLICIES";

    private final ReasonTexts texts;
    private final Map<String, Map<String, Object>> rules = new TreeMap<>();
    private final List<Object> results = new ArrayList<>();

    private SarifTree(ReasonTexts texts) {
        this.texts = texts;
    }

    /** The whole report as maps, lists, texts and numbers. */
    public static Map<String, Object> of(EvaluationReport report, ReasonTexts texts) {
        return new SarifTree(texts).log(report);
    }

    private Map<String, Object> log(EvaluationReport report) {
        for (RecommendationReport one : report.recommendations()) {
            switch (one.outcome()) {
                case RecommendationReport.Outcome.Undecided undecided ->
                    result(
                            undecided.reason(),
                            "error",
                            one.target() + ": " + undecided.message(),
                            one.namespace() + "/" + one.name(),
                            List.of());
                case RecommendationReport.Outcome.Planned planned ->
                    planned.plan().decisions().forEach(decision -> decision(new PodLine(one, decision)));
            }
        }
        Map<String, Object> driver = new LinkedHashMap<>();
        driver.put("name", "drover");
        driver.put("rules", List.copyOf(rules.values()));
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("tool", Map.of("driver", driver));
        run.put(
                "originalUriBaseIds",
                Map.of(POLICIES, Map.of("description", text("the folder in which the policies' folders are"))));
        run.put("automationDetails", Map.of("id", "drover/evaluate/" + report.policyHash()));
        run.put("columnKind", "utf16CodeUnits");
        run.put("results", results);
        Map<String, Object> log = new LinkedHashMap<>();
        log.put("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        log.put("version", "2.1.0");
        log.put("runs", List.of(run));
        return log;
    }

    private void decision(PodLine pod) {
        Decision decision = pod.decision();
        if (decision.done()) {
            return;
        }
        String level = switch (decision.action()) {
            case SKIP -> "error";
            case ROLLING_RESTART -> "warning";
            case IN_PLACE_RESIZE, LIVE_MIGRATION -> "note";
        };
        for (Finding finding : decision.decisive()) {
            result(
                    finding.reason().code(),
                    level,
                    pod.of().target() + ", " + pod.pod() + ": " + decision.action() + " is chosen; "
                            + said(finding, decision.action()) + ": " + finding.message(),
                    pod.path() + "/" + finding.action(),
                    place(finding));
        }
    }

    private static String said(Finding finding, Action chosen) {
        return switch (finding.verdict()) {
            case REJECT -> finding.action() + " is not possible";
            case PREFER -> chosen + " is preferred by " + finding.weight();
        };
    }

    private static List<Object> place(Finding finding) {
        if (finding.line() < 1) {
            return List.of();
        }
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("uri", finding.policy() + "/" + finding.file().replace(" ", "%20"));
        file.put("uriBaseId", POLICIES);
        Map<String, Object> physical = new LinkedHashMap<>();
        physical.put("artifactLocation", file);
        physical.put("region", Map.of("startLine", (long) finding.line()));
        return List.of(physical);
    }

    private void result(String code, String level, String message, String path, List<Object> physical) {
        rules.computeIfAbsent(code, this::rule);
        Map<String, Object> location = new LinkedHashMap<>();
        physical.forEach(place -> location.put("physicalLocation", place));
        Map<String, Object> logical = new LinkedHashMap<>();
        logical.put("fullyQualifiedName", path);
        logical.put("kind", "resource");
        location.put("logicalLocations", List.of(logical));
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("ruleId", code);
        result.put("level", level);
        result.put("message", text(message));
        result.put("locations", List.of(location));
        result.put("partialFingerprints", Map.of("decision/v1", path + "/" + code));
        results.add(result);
    }

    private Map<String, Object> rule(String code) {
        Map<String, Object> rule = new LinkedHashMap<>();
        rule.put("id", code);
        texts.find(code).ifPresent(entry -> {
            rule.put("shortDescription", text(entry.description()));
            if (!entry.remedy().isEmpty()) {
                rule.put("help", text(entry.remedy()));
            }
        });
        return rule;
    }

    private static Map<String, Object> text(String text) {
        return Map.of("text", text);
    }
}
