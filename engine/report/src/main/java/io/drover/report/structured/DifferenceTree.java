package io.drover.report.structured;

import io.drover.report.model.PlanDifference;
import io.drover.rules.decision.Finding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Differences between two sets of policies as maps, lists and texts. */
public final class DifferenceTree {

    private static final String SCHEMA = "drover.dev/difference/v1";

    private DifferenceTree() {}

    /**
     * All differences.
     *
     * @param pods how many decisions were compared
     */
    public static Map<String, Object> of(List<PlanDifference> differences, int pods) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("schema", SCHEMA);
        tree.put("compared", (long) pods);
        tree.put("changed", differences.stream().map(DifferenceTree::difference).toList());
        return tree;
    }

    private static Map<String, Object> difference(PlanDifference one) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("namespace", one.after().of().namespace());
        tree.put("recommendation", one.after().of().name());
        tree.put("target", one.after().of().target());
        tree.put("pod", one.after().pod());
        tree.put("before", one.before().decision().action().toString());
        tree.put("after", one.after().decision().action().toString());
        tree.put("gone", one.gone().stream().map(DifferenceTree::finding).toList());
        tree.put("come", one.come().stream().map(DifferenceTree::finding).toList());
        return tree;
    }

    private static Map<String, Object> finding(Finding finding) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("policy", finding.policy());
        tree.put("rule", finding.rule());
        tree.put("file", finding.file());
        tree.put("line", (long) finding.line());
        tree.put("action", finding.action().toString());
        tree.put("verdict", finding.verdict().toString());
        tree.put("reason", finding.reason().code());
        tree.put("message", finding.message());
        return tree;
    }
}
