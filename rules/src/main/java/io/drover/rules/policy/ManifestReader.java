package io.drover.rules.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads {@code policy.yaml}, collecting every problem. An unknown key is a problem. */
final class ManifestReader {

    static final String FILE = "policy.yaml";

    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
    private static final Pattern CODE = Pattern.compile("[A-Z][A-Za-z0-9]{2,62}");

    private final List<Problem> problems;

    ManifestReader(List<Problem> problems) {
        this.problems = problems;
    }

    Optional<Manifest> read(String text) {
        try {
            LoadSettings settings = LoadSettings.builder()
                    .setLabel(FILE)
                    .setAllowRecursiveKeys(false)
                    .setMaxAliasesForCollections(0)
                    .setCodePointLimit(64 * 1024)
                    .build();
            Optional<Node> root = new Compose(settings).composeString(text);
            if (root.isEmpty() || !(root.get() instanceof MappingNode mapping)) {
                problems.add(new Problem(FILE, 1, 0, "expected keys and values", "begin with name: my-policy"));
                return Optional.empty();
            }
            return manifest(mapping);
        } catch (MarkedYamlEngineException broken) {
            int line = broken.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            problems.add(new Problem(FILE, line, 0, "not YAML: " + broken.getProblem(), ""));
        } catch (YamlEngineException broken) {
            problems.add(new Problem(FILE, 1, 0, "not YAML: " + broken.getMessage(), ""));
        }
        return Optional.empty();
    }

    private Optional<Manifest> manifest(MappingNode root) {
        int before = problems.size();
        Map<String, Node> keys = keys(root, Set.of("name", "description", "owner", "reasons"));
        String name = text(keys, "name", root);
        if (!name.isEmpty() && !NAME.matcher(name).matches()) {
            problem(keys.get("name"), "\"" + name + "\" is not a name", "use lower-case letters, digits and dashes");
        }
        if (name.equals(Manifest.BUILT_IN_NAME)) {
            problem(keys.get("name"), "\"" + name + "\" is the built-in policy", "choose another name");
        }
        String description = text(keys, "description", root);
        List<DeclaredReason> reasons = reasons(keys.get("reasons"));
        return problems.size() == before
                ? Optional.of(new Manifest(name, description, reasons, false))
                : Optional.empty();
    }

    private List<DeclaredReason> reasons(@org.jspecify.annotations.Nullable Node node) {
        List<DeclaredReason> reasons = new ArrayList<>();
        if (node == null) {
            return reasons;
        }
        if (!(node instanceof SequenceNode list)) {
            problem(node, "reasons is a list", "write - code: MyReason");
            return reasons;
        }
        Set<String> seen = new HashSet<>();
        for (Node item : list.getValue()) {
            if (item instanceof MappingNode mapping) {
                DeclaredReason reason = reason(mapping);
                if (!seen.add(reason.code())) {
                    problem(item, reason.code() + " is declared twice", "");
                }
                reasons.add(reason);
            } else {
                problem(item, "a reason has keys", "write - code: MyReason");
            }
        }
        return reasons;
    }

    private DeclaredReason reason(MappingNode mapping) {
        Map<String, Node> keys = keys(mapping, Set.of("code", "description", "remedy", "waivable"));
        String code = text(keys, "code", mapping);
        if (!code.isEmpty() && !CODE.matcher(code).matches()) {
            problem(
                    keys.get("code"),
                    "\"" + code + "\" is not a reason",
                    "write it in CamelCase, such as MemoryTooLarge");
        }
        if (Manifest.builtInReason(code).isPresent()) {
            problem(keys.get("code"), code + " is a built-in reason", "choose another code");
        }
        String waivable = keys.containsKey("waivable") ? text(keys, "waivable", mapping) : "false";
        if (!waivable.equals("true") && !waivable.equals("false")) {
            problem(keys.get("waivable"), "waivable is true or false", "");
        }
        String remedy = keys.containsKey("remedy") ? text(keys, "remedy", mapping) : "";
        return new DeclaredReason(code, text(keys, "description", mapping), remedy, waivable.equals("true"));
    }

    private Map<String, Node> keys(MappingNode mapping, Set<String> allowed) {
        Map<String, Node> keys = new HashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
            if (!allowed.contains(key)) {
                String instead = Vocabulary.nearest(key, allowed)
                        .map(near -> "did you mean " + near + "?")
                        .orElse("known are "
                                + String.join(", ", allowed.stream().sorted().toList()));
                problem(tuple.getKeyNode(), "unknown key \"" + key + "\"", instead);
            } else if (keys.put(key, tuple.getValueNode()) != null) {
                problem(tuple.getKeyNode(), "\"" + key + "\" is written twice", "");
            }
        }
        return keys;
    }

    private String text(Map<String, Node> keys, String key, Node parent) {
        Node value = keys.get(key);
        if (value == null) {
            problem(parent, "\"" + key + "\" is missing", "add " + key + ": ...");
            return "";
        }
        if (!(value instanceof ScalarNode scalar) || scalar.getValue().isBlank()) {
            problem(value, "\"" + key + "\" is a text", "");
            return "";
        }
        return scalar.getValue().strip();
    }

    private void problem(Node at, String message, String instead) {
        Optional<Mark> mark = at.getStartMark();
        problems.add(new Problem(
                FILE,
                mark.map(start -> start.getLine() + 1).orElse(1),
                mark.map(start -> start.getColumn() + 1).orElse(0),
                message,
                instead));
    }
}
