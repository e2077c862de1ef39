package io.drover.rules.policy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads {@code policy.yaml}, collecting every problem. An unknown key is a problem. */
final class ManifestReader {

    static final String FILE = "policy.yaml";

    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
    private static final Pattern CODE = Pattern.compile("[A-Z][A-Za-z0-9]{2,62}");

    private final List<Problem> problems;
    private final YamlText yaml;

    ManifestReader(SourceFile file, List<Problem> problems) {
        this.problems = problems;
        this.yaml = new YamlText(file, problems);
    }

    Optional<Manifest> read(List<ParameterValue> values) {
        return yaml.root("name: my-policy").flatMap(root -> manifest(root, values));
    }

    private Optional<Manifest> manifest(MappingNode root, List<ParameterValue> values) {
        int before = problems.size();
        Map<String, Node> keys = yaml.keys(root, Set.of("name", "description", "owner", "reasons", "parameters"));
        String name = yaml.text(keys, "name", root);
        if (!name.isEmpty() && !NAME.matcher(name).matches()) {
            yaml.problem(
                    keys.get("name"), "\"" + name + "\" is not a name", "use lower-case letters, digits and dashes");
        }
        if (name.equals(Manifest.BUILT_IN_NAME)) {
            yaml.problem(keys.get("name"), "\"" + name + "\" is the built-in policy", "choose another name");
        }
        String description = yaml.text(keys, "description", root);
        List<DeclaredReason> reasons = reasons(keys.get("reasons"));
        String owner = yaml.optional(keys, "owner").orElse("");
        List<Parameters.Declared> parameters =
                new ParameterReader(yaml, problems).read(name, keys.get("parameters"), values);
        return problems.size() == before
                ? Optional.of(new Manifest(name, description, owner, reasons, parameters, false))
                : Optional.empty();
    }

    private List<DeclaredReason> reasons(@org.jspecify.annotations.Nullable Node node) {
        List<DeclaredReason> reasons = new ArrayList<>();
        if (node == null) {
            return reasons;
        }
        if (!(node instanceof SequenceNode list)) {
            yaml.problem(node, "reasons is a list", "write - code: MyReason");
            return reasons;
        }
        Set<String> seen = new HashSet<>();
        for (Node item : list.getValue()) {
            if (item instanceof MappingNode mapping) {
                DeclaredReason reason = reason(mapping);
                if (!seen.add(reason.code())) {
                    yaml.problem(item, reason.code() + " is declared twice", "");
                }
                reasons.add(reason);
            } else {
                yaml.problem(item, "a reason has keys", "write - code: MyReason");
            }
        }
        return reasons;
    }

    private DeclaredReason reason(MappingNode mapping) {
        Map<String, Node> keys = yaml.keys(mapping, Set.of("code", "description", "remedy", "waivable"));
        String code = yaml.text(keys, "code", mapping);
        if (!code.isEmpty() && !CODE.matcher(code).matches()) {
            yaml.problem(
                    keys.get("code"),
                    "\"" + code + "\" is not a reason",
                    "write it in CamelCase, such as MemoryTooLarge");
        }
        if (Manifest.builtInReason(code).isPresent()) {
            yaml.problem(keys.get("code"), code + " is a built-in reason", "choose another code");
        }
        String waivable = keys.containsKey("waivable") ? yaml.text(keys, "waivable", mapping) : "false";
        if (!waivable.equals("true") && !waivable.equals("false")) {
            yaml.problem(keys.get("waivable"), "waivable is true or false", "");
        }
        String remedy = keys.containsKey("remedy") ? yaml.text(keys, "remedy", mapping) : "";
        return new DeclaredReason(code, yaml.text(keys, "description", mapping), remedy, waivable.equals("true"));
    }
}
