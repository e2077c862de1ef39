package io.drover.rules.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Values for parameters, read from a file of values or from a command line. */
public final class ParameterValues {

    private ParameterValues() {}

    /** What came of reading values. */
    public sealed interface Reading {
        /** They are written correctly; whether they fit is found out with their policy. */
        record Read(List<ParameterValue> values) implements Reading {
            public Read {
                values = List.copyOf(values);
            }
        }

        /** They are not; every problem. */
        record Refused(List<Problem> problems) implements Reading {
            public Refused {
                problems = problems.stream().sorted().distinct().toList();
            }
        }
    }

    /** Reads a YAML file of {@code name: value}, or of {@code policy:} with such lines below it. */
    public static Reading ofFile(SourceFile file) {
        List<Problem> problems = new ArrayList<>();
        YamlText yaml = new YamlText(file, problems);
        List<ParameterValue> values = new ArrayList<>();
        yaml.root("name: value").ifPresent(root -> collect(yaml, root, "", values));
        return problems.isEmpty() ? new Reading.Read(values) : new Reading.Refused(problems);
    }

    private static void collect(YamlText yaml, MappingNode mapping, String prefix, List<ParameterValue> values) {
        Set<String> seen = new TreeSet<>();
        for (NodeTuple tuple : mapping.getValue()) {
            String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
            if (!seen.add(key)) {
                yaml.problem(tuple.getKeyNode(), "\"" + key + "\" is written twice", "");
            }
            switch (tuple.getValueNode()) {
                case ScalarNode value ->
                    values.add(new ParameterValue(
                            prefix + key, value.getValue().strip(), yaml.file(), yaml.line(value), yaml.column(value)));
                case MappingNode inner when prefix.isEmpty() -> collect(yaml, inner, key + ".", values);
                default ->
                    yaml.problem(tuple.getValueNode(), "\"" + key + "\" is not a value", "write " + key + ": value");
            }
        }
    }

    /** Reads {@code name=value}, as {@code --set} takes it. */
    public static Reading ofCommandLine(List<String> written) {
        List<Problem> problems = new ArrayList<>();
        List<ParameterValue> values = new ArrayList<>();
        for (String one : written) {
            String[] parts = one.split("=", 2);
            if (parts.length != 2 || parts[0].isBlank()) {
                problems.add(new Problem("--set", 0, 0, "\"" + one + "\" sets nothing", "write --set name=value"));
            } else {
                values.add(ParameterValue.of(parts[0].strip(), parts[1].strip(), "--set"));
            }
        }
        return problems.isEmpty() ? new Reading.Read(values) : new Reading.Refused(problems);
    }

    /** Values whose policy is not among the given ones: nobody would ever look at them. */
    public static List<Problem> unclaimed(List<ParameterValue> values, Set<String> policies) {
        return values.stream()
                .filter(value -> policies.stream().allMatch(value::isForAnother))
                .map(value -> value.problem(
                        "\"" + value.name() + "\" is for a policy that is not there",
                        "there is " + policies.stream().sorted().collect(Collectors.joining(", "))))
                .toList();
    }
}
