package io.drover.rules.policytest;

import io.drover.rules.decision.Action;
import io.drover.rules.policy.Problem;
import io.drover.rules.policy.SourceFile;
import io.drover.rules.policy.YamlText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads one {@code *.test.yaml}. */
final class CaseReader {

    private static final int MOST_CASES = 2_000;

    private final YamlText yaml;

    CaseReader(SourceFile file, List<Problem> problems) {
        this.yaml = new YamlText(file, problems);
    }

    List<PolicyCase> read() {
        List<PolicyCase> cases = new ArrayList<>();
        Optional<MappingNode> root = yaml.root("cases:");
        if (root.isEmpty()) {
            return cases;
        }
        Map<String, Node> keys = yaml.keys(root.get(), Set.of("description", "given", "parameters", "cases", "table"));
        CaseDraft common = new CaseDraft("", yaml.file(), 1);
        given(keys.get("given"), common);
        parameters(keys.get("parameters"), common);
        if (keys.get("cases") instanceof SequenceNode list) {
            list.getValue().forEach(node -> one(node, common, cases));
        } else if (keys.containsKey("cases")) {
            yaml.problem(keys.get("cases"), "cases is a list", "write - name: what it shows");
        }
        if (keys.get("table") instanceof ScalarNode table) {
            new CaseTable(yaml, table).read(common, cases);
        } else if (keys.containsKey("table")) {
            yaml.problem(keys.get("table"), "table is a text", "write table: | and below it columns divided by |");
        }
        if (cases.isEmpty()) {
            yaml.problem(root.get(), "there is no case in this file", "add cases: or a table:");
        }
        if (cases.size() > MOST_CASES) {
            yaml.problem(root.get(), "a file has at most " + MOST_CASES + " cases", "split it");
            return List.of();
        }
        return cases;
    }

    private void one(Node node, CaseDraft common, List<PolicyCase> cases) {
        if (!(node instanceof MappingNode mapping)) {
            yaml.problem(node, "a case has keys", "write - name: what it shows");
            return;
        }
        Map<String, Node> keys = yaml.keys(mapping, Set.of("name", "given", "parameters", "expect"));
        CaseDraft draft = common.copy(yaml.text(keys, "name", mapping), yaml.line(mapping));
        given(keys.get("given"), draft);
        parameters(keys.get("parameters"), draft);
        if (keys.get("expect") instanceof MappingNode expect) {
            expect(expect, draft);
        }
        if (draft.expectsNothing()) {
            yaml.problem(mapping, "the case expects nothing", "add expect: with action, reasons, absent or rules");
        }
        cases.add(draft.build());
    }

    private void given(@org.jspecify.annotations.Nullable Node node, CaseDraft draft) {
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                change(key(tuple), tuple.getValueNode(), draft);
            }
        } else if (node != null) {
            yaml.problem(node, "given has facts and their values", "write container.resident: 9Gi");
        }
    }

    private void change(String path, Node value, CaseDraft draft) {
        switch (value) {
            case MappingNode inner ->
                inner.getValue().forEach(tuple -> change(path + "." + step(key(tuple)), tuple.getValueNode(), draft));
            case SequenceNode list -> {
                List<String> elements = texts(list);
                if (!draft.shape(path, elements)) {
                    draft.change(path, elements.isEmpty() ? "none" : String.join("+", elements), yaml.line(value));
                }
            }
            case ScalarNode scalar -> {
                if (!draft.shape(path, List.of(scalar.getValue()))) {
                    draft.change(path, scalar.getValue().strip(), yaml.line(value));
                }
            }
            default -> yaml.problem(value, "this is not a value", "");
        }
    }

    private static String step(String key) {
        return key.contains("/") ? "[\"" + key + "\"]" : key;
    }

    private void parameters(@org.jspecify.annotations.Nullable Node node, CaseDraft draft) {
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                if (tuple.getValueNode() instanceof ScalarNode scalar) {
                    draft.parameter(key(tuple), scalar.getValue().strip());
                } else {
                    yaml.problem(tuple.getValueNode(), "a parameter has one value", "");
                }
            }
        } else if (node != null) {
            yaml.problem(node, "parameters has names and values", "write largestMove: 4Gi");
        }
    }

    private void expect(MappingNode mapping, CaseDraft draft) {
        Map<String, Node> keys = yaml.keys(mapping, Set.of("action", "reasons", "absent", "rules", "silent"));
        yaml.optional(keys, "action").ifPresent(text -> draft.action(action(text, keys.get("action"))));
        draft.reasons(list(keys.get("reasons")));
        draft.absent(list(keys.get("absent")));
        draft.rules(list(keys.get("rules")));
        yaml.optional(keys, "silent").ifPresent(text -> {
            if (!text.equals("true")) {
                yaml.problem(keys.get("silent"), "silent is true or left out", "");
            }
            draft.silent();
        });
    }

    private Optional<Action> action(String text, Node at) {
        Optional<Action> action = Arrays.stream(Action.values())
                .filter(one -> one.toString().equals(text))
                .findFirst();
        if (action.isEmpty()) {
            yaml.problem(at, "there is no action \"" + text + "\"", "it is one of " + actions());
        }
        return action;
    }

    static String actions() {
        return Arrays.stream(Action.values()).map(Action::toString).collect(Collectors.joining(", "));
    }

    private Map<String, Integer> list(@org.jspecify.annotations.Nullable Node node) {
        Map<String, Integer> found = new LinkedHashMap<>();
        switch (node) {
            case null -> {}
            case ScalarNode one -> found.put(one.getValue().strip(), yaml.line(one));
            case SequenceNode several -> {
                for (Node item : several.getValue()) {
                    if (item instanceof ScalarNode scalar) {
                        found.put(scalar.getValue().strip(), yaml.line(scalar));
                    } else {
                        yaml.problem(item, "this is not a name", "");
                    }
                }
            }
            default -> yaml.problem(node, "this is a list of names", "");
        }
        return found;
    }

    private List<String> texts(SequenceNode list) {
        return List.copyOf(list(list).keySet());
    }

    private static String key(NodeTuple tuple) {
        return tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
    }
}
