package io.drover.report.structured;

import io.drover.report.model.EvaluationReport;
import io.drover.report.model.RecommendationReport;
import io.drover.rules.decision.Action;
import io.drover.rules.decision.Decision;
import io.drover.rules.decision.Finding;
import io.drover.rules.decision.NearMiss;
import io.drover.rules.decision.Subject;
import io.drover.rules.decision.WorkloadPlan;
import io.drover.values.Reason;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A report as maps, lists, texts, numbers and truths, in a fixed order. */
public final class ReportTree {

    private ReportTree() {}

    /** The whole report. */
    public static Map<String, Object> of(EvaluationReport report) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("schema", EvaluationReport.SCHEMA);
        tree.put("source", report.source());
        tree.put("at", report.at().toString());
        tree.put("policyHash", report.policyHash());
        tree.put("policies", report.policies());
        tree.put(
                "recommendations",
                report.recommendations().stream()
                        .map(ReportTree::recommendation)
                        .toList());
        tree.put("evidence", EvidenceTree.of(report));
        return tree;
    }

    private static Map<String, Object> recommendation(RecommendationReport one) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("namespace", one.namespace());
        tree.put("name", one.name());
        tree.put("target", one.target());
        tree.put("dryRun", one.dryRun());
        switch (one.outcome()) {
            case RecommendationReport.Outcome.Planned planned -> plan(tree, planned.plan());
            case RecommendationReport.Outcome.Undecided undecided -> {
                tree.put("undecided", undecided.reason());
                tree.put("message", undecided.message());
            }
        }
        return tree;
    }

    private static void plan(Map<String, Object> tree, WorkloadPlan plan) {
        tree.put("plan", plan.shape().toString());
        tree.put("planHash", plan.hash());
        tree.put("resources", plan.resources());
        tree.put(
                "decisions", plan.decisions().stream().map(ReportTree::decision).toList());
    }

    private static Map<String, Object> decision(Decision decision) {
        Map<String, Object> tree = new LinkedHashMap<>();
        if (decision.subject() instanceof Subject.OfPod pod) {
            tree.put("pod", pod.name());
            tree.put("node", pod.node().map(Object::toString).orElse(""));
        }
        tree.put("action", decision.action().toString());
        tree.put("summary", decision.summary());
        tree.put("reasons", decision.reasons().stream().map(Reason::code).toList());
        tree.put("restartsInsteadOfMoving", decision.restartsInsteadOfMoving());
        tree.put("done", decision.done());
        tree.put("waits", decision.waits());
        List<Finding> decisive = decision.decisive();
        tree.put(
                "findings",
                decision.findings().stream()
                        .map(finding -> finding(decision, finding, decisive.contains(finding)))
                        .toList());
        return tree;
    }

    private static Map<String, Object> finding(Decision decision, Finding finding, boolean decisive) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("action", finding.action().toString());
        tree.put("verdict", finding.verdict().toString());
        tree.put("reason", finding.reason().code());
        tree.put("message", finding.message());
        tree.put("policy", finding.policy());
        tree.put("rule", finding.rule());
        tree.put("file", finding.file());
        tree.put("line", (long) finding.line());
        if (finding.action() != Action.SKIP && finding.weight() > 0) {
            tree.put("weight", (long) finding.weight());
        }
        tree.put("decisive", decisive);
        tree.put("waived", finding.waived());
        List<Map<String, Object>> misses =
                decision.nearMissesOf(finding).stream().map(ReportTree::miss).toList();
        if (!misses.isEmpty()) {
            tree.put("nearMisses", misses);
        }
        return tree;
    }

    private static Map<String, Object> miss(NearMiss miss) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("path", miss.path());
        tree.put("actual", miss.actual());
        tree.put("limit", miss.limit());
        tree.put("needed", miss.needed());
        tree.put("line", (long) miss.line());
        return tree;
    }
}
