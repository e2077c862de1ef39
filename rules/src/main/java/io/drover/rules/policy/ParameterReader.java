package io.drover.rules.policy;

import io.drover.rules.policy.ValueType.Kind;
import java.math.BigDecimal;
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

/** Reads the parameters that a {@code policy.yaml} declares, and gives them the values that were set from outside. */
final class ParameterReader {

    private static final int MOST = 100;
    private static final int LONGEST_TEXT = 500;
    private static final Pattern NAME = Pattern.compile("[a-z][A-Za-z0-9]{0,62}");
    private static final Map<String, Kind> TYPES = Map.of(
            "size", Kind.SIZE,
            "cpu", Kind.CPU,
            "duration", Kind.DURATION,
            "time", Kind.TIME,
            "day", Kind.DATE,
            "version", Kind.VERSION,
            "integer", Kind.NUMBER,
            "text", Kind.TEXT,
            "boolean", Kind.TRUTH);

    private final YamlText yaml;
    private final List<Problem> problems;

    ParameterReader(YamlText yaml, List<Problem> problems) {
        this.yaml = yaml;
        this.problems = problems;
    }

    List<Parameters.Declared> read(
            String policy, @org.jspecify.annotations.Nullable Node node, List<ParameterValue> values) {
        List<Parameters.Declared> read = new ArrayList<>();
        Set<String> names = new HashSet<>();
        if (node instanceof SequenceNode list) {
            if (list.getValue().size() > MOST) {
                yaml.problem(node, "a policy has at most " + MOST + " parameters", "");
                return read;
            }
            for (Node item : list.getValue()) {
                if (item instanceof MappingNode mapping) {
                    parameter(policy, mapping, values, names).ifPresent(read::add);
                } else {
                    yaml.problem(item, "a parameter has keys", "write - name: largestMove");
                }
            }
        } else if (node != null) {
            yaml.problem(node, "parameters is a list", "write - name: largestMove");
        }
        refuseStrangers(policy, values, names);
        return read;
    }

    private void refuseStrangers(String policy, List<ParameterValue> values, Set<String> names) {
        for (ParameterValue value : values) {
            String name =
                    value.name().startsWith(policy + ".") ? value.name().substring(policy.length() + 1) : value.name();
            if (!value.isForAnother(policy) && !names.contains(name)) {
                problems.add(value.problem(
                        "policy " + policy + " has no parameter \"" + name + "\"",
                        Vocabulary.nearest(name, names)
                                .map(near -> "did you mean " + near + "?")
                                .orElse(
                                        names.isEmpty()
                                                ? ""
                                                : "it has "
                                                        + String.join(
                                                                ", ",
                                                                names.stream()
                                                                        .sorted()
                                                                        .toList()))));
            }
        }
    }

    private Optional<Parameters.Declared> parameter(
            String policy, MappingNode mapping, List<ParameterValue> values, Set<String> names) {
        Map<String, Node> keys = yaml.keys(mapping, Set.of("name", "type", "description", "default", "min", "max"));
        String name = yaml.text(keys, "name", mapping);
        if (!name.isEmpty() && !NAME.matcher(name).matches()) {
            yaml.problem(
                    keys.get("name"), "\"" + name + "\" is not a name", "write it in camelCase, such as largestMove");
        }
        if (!names.add(name)) {
            yaml.problem(mapping, "\"" + name + "\" is declared twice", "");
        }
        String typeName = yaml.text(keys, "type", mapping);
        Kind kind = TYPES.get(typeName);
        if (kind == null) {
            if (!typeName.isEmpty()) {
                yaml.problem(
                        keys.get("type"),
                        "there is no type \"" + typeName + "\"",
                        "it is one of "
                                + String.join(
                                        ", ", TYPES.keySet().stream().sorted().toList()));
            }
            return Optional.empty();
        }
        String written = yaml.text(keys, "default", mapping);
        Optional<Object> standard =
                keys.containsKey("default") ? value(keys.get("default"), written, kind) : Optional.empty();
        Optional<Object> least = bound(keys, "min", kind);
        Optional<Object> most = bound(keys, "max", kind);
        standard.flatMap(value -> outside(value, least, most))
                .ifPresent(message -> yaml.problem(keys.get("default"), "the default " + message, ""));
        if (standard.isEmpty()) {
            return Optional.empty();
        }
        Object value = standard.get();
        String text = written;
        for (ParameterValue set : values) {
            if (set.isFor(policy, name)) {
                Optional<Object> checked = checked(set, name, kind, least, most);
                value = checked.orElse(value);
                text = set.text();
            }
        }
        Parameter parameter = new Parameter(
                name,
                typeName,
                yaml.optional(keys, "description").orElse(""),
                text,
                written,
                least.map(Literals::shown),
                most.map(Literals::shown),
                yaml.line(mapping));
        return Optional.of(new Parameters.Declared(parameter, ValueType.of(kind), value));
    }

    private Optional<Object> bound(Map<String, Node> keys, String key, Kind kind) {
        if (keys.containsKey(key) && !kind.isOrdered()) {
            yaml.problem(keys.get(key), "only something that is less or more can have a " + key, "");
            return Optional.empty();
        }
        return yaml.optional(keys, key).flatMap(text -> value(keys.get(key), text, kind));
    }

    private Optional<Object> value(Node node, String text, Kind kind) {
        try {
            return Optional.of(read(text, kind));
        } catch (PolicyException unreadable) {
            yaml.problem(node, unreadable.getMessage(), "");
            return Optional.empty();
        }
    }

    private Optional<Object> checked(
            ParameterValue set, String name, Kind kind, Optional<Object> least, Optional<Object> most) {
        try {
            Object value = read(set.text(), kind);
            Optional<String> outside = outside(value, least, most);
            outside.ifPresent(message -> problems.add(set.problem(name + " " + message, "")));
            return outside.isEmpty() ? Optional.of(value) : Optional.empty();
        } catch (PolicyException unreadable) {
            problems.add(set.problem(name + ": " + unreadable.getMessage(), ""));
            return Optional.empty();
        }
    }

    private static Optional<String> outside(Object value, Optional<Object> least, Optional<Object> most) {
        if (least.isPresent() && Boolean.TRUE.equals(Values.compare("<", value, least.get()))) {
            return Optional.of(
                    "is " + Literals.shown(value) + ", at least " + Literals.shown(least.get()) + " is allowed");
        }
        if (most.isPresent() && Boolean.TRUE.equals(Values.compare(">", value, most.get()))) {
            return Optional.of(
                    "is " + Literals.shown(value) + ", at most " + Literals.shown(most.get()) + " is allowed");
        }
        return Optional.empty();
    }

    private static Object read(String text, Kind kind) throws PolicyException {
        Token token = new Token(Token.Kind.TEXT, text, 0, 0);
        if (text.length() > LONGEST_TEXT) {
            throw token.refused("a value has at most " + LONGEST_TEXT + " characters", "");
        }
        return switch (kind) {
            case TRUTH -> {
                if (!text.equals("true") && !text.equals("false")) {
                    throw token.refused("\"" + text + "\" is not true or false", "");
                }
                yield Boolean.valueOf(text);
            }
            case NUMBER -> {
                if (!text.matches("-?\\d{1,9}")) {
                    throw token.refused("\"" + text + "\" is not a whole number", "");
                }
                yield new BigDecimal(text);
            }
            default -> Literals.read(token, ValueType.of(kind));
        };
    }
}
