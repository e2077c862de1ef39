package io.drover.gather.snapshot;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
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

/**
 * One document of a file of manifests, that knows where in the file it stands.
 *
 * @param text the document
 * @param firstLine of the document in its file, from 1
 */
record ManifestText(String text, int firstLine) {

    /** The documents of a file, blank ones left out. */
    static List<ManifestText> split(String file) {
        List<ManifestText> documents = new ArrayList<>();
        StringBuilder document = new StringBuilder();
        int first = 1;
        int line = 0;
        for (String each : file.split("\n", -1)) {
            line++;
            if (each.stripTrailing().equals("---")) {
                documents.add(new ManifestText(document.toString(), first));
                document.setLength(0);
                first = line + 1;
            } else {
                document.append(each).append('\n');
            }
        }
        documents.add(new ManifestText(document.toString(), first));
        documents.removeIf(one -> one.text.isBlank());
        return documents;
    }

    /** What is the matter with it: {@code 7: spec.containers: expected a list}. */
    String explained(Throwable trouble) {
        for (Throwable cause = trouble; cause != null; cause = cause.getCause()) {
            if (cause instanceof ValueInstantiationException refused && refused.getCause() != null) {
                return line(path(refused)) + ": " + first(refused.getCause());
            }
            if (cause instanceof JsonMappingException mapping) {
                List<Object> path = path(mapping);
                return line(path) + ": " + written(path) + expected(mapping);
            }
        }
        // A parser's own words are better than those of who has called it, and they have the line.
        return syntaxError().orElseGet(() -> firstLine + ": " + first(trouble));
    }

    /** The line in the file of what stands at a path of keys and indexes; of the last part of it that is there. */
    int line(List<?> path) {
        try {
            Optional<Node> root = new Compose(LoadSettings.builder().build()).composeString(text);
            return root.map(node -> firstLine + line(node, path)).orElse(firstLine);
        } catch (YamlEngineException broken) {
            return firstLine;
        }
    }

    private static int line(Node node, List<?> path) {
        int own = node.getStartMark().map(Mark::getLine).orElse(0);
        if (path.isEmpty()) {
            return own;
        }
        List<?> rest = path.subList(1, path.size());
        if (node instanceof SequenceNode list
                && path.getFirst() instanceof Integer index
                && index < list.getValue().size()) {
            return line(list.getValue().get(index), rest);
        }
        if (node instanceof MappingNode mapping) {
            for (NodeTuple entry : mapping.getValue()) {
                if (entry.getKeyNode() instanceof ScalarNode key
                        && key.getValue().equals(path.getFirst())) {
                    return rest.isEmpty()
                            ? key.getStartMark().map(Mark::getLine).orElse(own)
                            : line(entry.getValueNode(), rest);
                }
            }
        }
        return own;
    }

    private static List<Object> path(JsonMappingException trouble) {
        return trouble.getPath().stream()
                .map(step -> step.getFieldName() == null ? (Object) step.getIndex() : step.getFieldName())
                .toList();
    }

    private Optional<String> syntaxError() {
        try {
            new Compose(LoadSettings.builder().build()).composeString(text);
            return Optional.empty();
        } catch (MarkedYamlEngineException broken) {
            int line = broken.getProblemMark().map(Mark::getLine).orElse(0);
            return Optional.of(firstLine + line + ": not YAML: " + broken.getProblem());
        } catch (YamlEngineException broken) {
            return Optional.of(firstLine + ": not YAML: " + first(broken));
        }
    }

    /** A path as people write it, with a colon; nothing for the whole document. */
    static String written(List<?> path) {
        String joined = path.stream()
                .map(step -> step instanceof Integer index ? "[" + index + "]" : "." + step)
                .collect(Collectors.joining());
        return joined.isEmpty() ? "" : (joined.startsWith(".") ? joined.substring(1) : joined) + ": ";
    }

    private static String expected(JsonMappingException trouble) {
        return switch (trouble) {
            case InvalidFormatException wrong
            when wrong.getTargetType().isEnum() ->
                "\"" + wrong.getValue() + "\" is not one of "
                        + Arrays.stream(wrong.getTargetType().getEnumConstants())
                                .map(String::valueOf)
                                .collect(Collectors.joining(", "));
            case InvalidFormatException wrong -> "\"" + wrong.getValue() + "\" is not " + kind(wrong.getTargetType());
            case MismatchedInputException wrong
            when wrong.getTargetType() != null -> "expected " + kind(wrong.getTargetType());
            default -> first(trouble);
        };
    }

    private static String kind(Class<?> type) {
        if (Collection.class.isAssignableFrom(type) || type.isArray()) {
            return "a list";
        }
        if (type == String.class) {
            return "a text";
        }
        if (type == Boolean.class || type == boolean.class) {
            return "true or false";
        }
        boolean number = Number.class.isAssignableFrom(type) || (type.isPrimitive() && type != void.class);
        if (number) {
            return "a number";
        }
        boolean single = type.isEnum() || type.getPackageName().startsWith("java.");
        return single && !Map.class.isAssignableFrom(type) ? "another value" : "keys and values";
    }

    private static String first(Throwable trouble) {
        return String.valueOf(trouble.getMessage()).lines().findFirst().orElse("cannot be read");
    }
}
