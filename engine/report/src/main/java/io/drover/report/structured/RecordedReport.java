package io.drover.report.structured;

import io.drover.report.model.EvaluationReport;
import io.drover.report.model.PolicySource;
import io.drover.rules.facts.FactTree;
import io.drover.rules.facts.WorkloadFacts;
import io.drover.rules.policy.SourceFile;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * What a written report was made from: enough to make it again.
 *
 * @param source where the facts came from
 * @param at the time of day that the rules saw
 * @param policyHash of the policies that decided
 * @param policies those beside the built-in one
 * @param parts one for each recommendation
 */
public record RecordedReport(
        String source, Instant at, String policyHash, List<PolicySource> policies, List<Part> parts) {

    private static final int LONGEST = 512 * 1024 * 1024;

    /**
     * One recommendation.
     *
     * @param namespace of the recommendation
     * @param name of the recommendation
     * @param target kind and name of its workload
     * @param dryRun {@code spec.dryRun} is set
     * @param facts empty when it could not be decided
     * @param undecided why it could not be decided; empty when it was
     * @param message the same in words
     */
    public record Part(
            String namespace,
            String name,
            String target,
            boolean dryRun,
            Optional<WorkloadFacts> facts,
            String undecided,
            String message) {}

    /**
     * Reads a report in JSON or YAML.
     *
     * @throws IllegalArgumentException when it is none, or lacks what it was made from; the message says which part
     */
    public static RecordedReport read(String text) {
        try {
            LoadSettings settings =
                    LoadSettings.builder().setCodePointLimit(LONGEST).build();
            Map<?, ?> tree = map(new Load(settings).loadFromString(text), "the document");
            Object schema = tree.get("schema");
            if (!EvaluationReport.SCHEMA.equals(schema)) {
                throw new IllegalArgumentException("expected schema: " + EvaluationReport.SCHEMA + ", found " + schema);
            }
            Map<?, ?> evidence = map(tree.get("evidence"), "evidence");
            return new RecordedReport(
                    text(tree, "source"),
                    Instant.parse(text(tree, "at")),
                    text(tree, "policyHash"),
                    list(evidence.get("policies"), "evidence.policies").stream()
                            .map(RecordedReport::policy)
                            .toList(),
                    parts(tree, evidence));
        } catch (YamlEngineException broken) {
            throw new IllegalArgumentException(
                    "neither YAML nor JSON: "
                            + broken.getMessage().lines().findFirst().orElse(""),
                    broken);
        } catch (DateTimeException broken) {
            throw new IllegalArgumentException("at: " + broken.getMessage(), broken);
        }
    }

    private static List<Part> parts(Map<?, ?> tree, Map<?, ?> evidence) {
        Map<?, ?> shared = map(evidence.get("shared"), "evidence.shared");
        Map<String, WorkloadFacts> facts = new LinkedHashMap<>();
        for (Object one : list(evidence.get("facts"), "evidence.facts")) {
            Map<?, ?> each = map(one, "evidence.facts");
            facts.put(
                    text(each, "recommendation"),
                    FactTree.read(expanded(map(each.get("facts"), "evidence.facts"), shared)));
        }
        List<Part> parts = new ArrayList<>();
        for (Object one : list(tree.get("recommendations"), "recommendations")) {
            Map<?, ?> each = map(one, "recommendations");
            String name = text(each, "namespace") + "/" + text(each, "name");
            boolean undecided = each.containsKey("undecided");
            if (!undecided && !facts.containsKey(name)) {
                throw new IllegalArgumentException("evidence.facts has nothing about " + name);
            }
            parts.add(new Part(
                    text(each, "namespace"),
                    text(each, "name"),
                    text(each, "target"),
                    Boolean.TRUE.equals(each.get("dryRun")),
                    Optional.ofNullable(facts.get(name)),
                    undecided ? text(each, "undecided") : "",
                    undecided ? text(each, "message") : ""));
        }
        return parts;
    }

    private static PolicySource policy(Object tree) {
        Map<?, ?> policy = map(tree, "evidence.policies");
        List<SourceFile> files = new ArrayList<>();
        map(policy.get("files"), "evidence.policies.files")
                .forEach((path, text) -> files.add(new SourceFile(String.valueOf(path), String.valueOf(text))));
        Map<String, String> values = new TreeMap<>();
        map(policy.get("values"), "evidence.policies.values")
                .forEach((name, value) -> values.put(String.valueOf(name), String.valueOf(value)));
        return new PolicySource(text(policy, "name"), files, values);
    }

    private static Object expanded(@Nullable Object tree, Map<?, ?> shared) {
        return switch (tree) {
            case null -> "";
            case Map<?, ?> map -> {
                Map<String, Object> copy = new LinkedHashMap<>();
                map.forEach((key, value) -> copy.put(
                        String.valueOf(key),
                        EvidenceTree.SHARED.contains(String.valueOf(key)) && shared.containsKey(value)
                                ? shared.get(value)
                                : expanded(value, shared)));
                yield copy;
            }
            case List<?> list ->
                list.stream().map(element -> expanded(element, shared)).toList();
            default -> tree;
        };
    }

    private static String text(Map<?, ?> tree, String key) {
        if (tree.get(key) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException(key + " is missing, or no text");
    }

    private static Map<?, ?> map(@Nullable Object tree, String place) {
        if (tree instanceof Map<?, ?> map) {
            return map;
        }
        throw new IllegalArgumentException(place + " is missing, or has no keys");
    }

    private static List<?> list(@Nullable Object tree, String place) {
        if (tree instanceof List<?> list) {
            return list;
        }
        throw new IllegalArgumentException(place + " is missing, or no list");
    }
}
