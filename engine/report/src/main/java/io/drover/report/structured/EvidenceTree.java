package io.drover.report.structured;

import io.drover.report.model.EvaluationReport;
import io.drover.report.model.PolicySource;
import io.drover.report.model.RecommendationReport;
import io.drover.rules.facts.FactTree;
import io.drover.rules.policy.SourceFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Everything that decisions were made from: policies as they were written, and the facts. Nodes and agents, which are facts of every pod
 * that could go there, stand in it once each, and elsewhere by name.
 */
final class EvidenceTree {

    static final List<String> SHARED = List.of("node", "agent");

    /** Copies of manifests with everything that is in them; no rule needs them. */
    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

    private final Map<Object, String> names = new LinkedHashMap<>();
    private final Map<String, Object> shared = new TreeMap<>();

    private EvidenceTree() {}

    static Map<String, Object> of(EvaluationReport report) {
        EvidenceTree evidence = new EvidenceTree();
        List<Object> facts = new ArrayList<>();
        for (RecommendationReport one : report.recommendations()) {
            if (one.outcome() instanceof RecommendationReport.Outcome.Planned planned) {
                Map<String, Object> of = new LinkedHashMap<>();
                of.put("recommendation", one.namespace() + "/" + one.name());
                of.put("facts", evidence.interned(FactTree.of(planned.facts())));
                facts.add(of);
            }
        }
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("policies", report.sources().stream().map(EvidenceTree::policy).toList());
        tree.put("shared", evidence.shared);
        tree.put("facts", facts);
        return tree;
    }

    private static Map<String, Object> policy(PolicySource policy) {
        Map<String, Object> files = new LinkedHashMap<>();
        for (SourceFile file : policy.files()) {
            files.put(file.path(), file.text());
        }
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", policy.name());
        tree.put("files", files);
        tree.put("values", policy.values());
        return tree;
    }

    private Object interned(Object tree) {
        return switch (tree) {
            case Map<?, ?> map -> {
                Map<String, Object> copy = new LinkedHashMap<>();
                map.forEach((key, value) -> {
                    if (!key.equals(LAST_APPLIED)) {
                        copy.put((String) key, part((String) key, value));
                    }
                });
                yield copy;
            }
            case List<?> list -> list.stream().map(this::interned).toList();
            default -> tree;
        };
    }

    private Object part(String key, Object value) {
        if (!SHARED.contains(key) || !(value instanceof Map<?, ?> map) || map.size() == 1) {
            return interned(value);
        }
        return names.computeIfAbsent(Map.of(key, value), unused -> {
            String name = key + " " + map.get(key.equals("node") ? "name" : "node");
            String free = name;
            for (int i = 2; shared.containsKey(free); i++) {
                free = name + " " + i;
            }
            shared.put(free, value);
            return free;
        });
    }
}
