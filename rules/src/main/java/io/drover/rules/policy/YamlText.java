package io.drover.rules.policy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * A YAML file as nodes with their places. Whatever is wrong with it becomes a problem with file, line and column; nothing is thrown.
 * Aliases are refused, the size and depth are bounded.
 */
public final class YamlText {

    private static final int LARGEST = 256 * 1024;

    private final SourceFile file;
    private final List<Problem> problems;

    /** Reads {@code file}, adding to {@code problems}. */
    public YamlText(SourceFile file, List<Problem> problems) {
        this.file = file;
        this.problems = problems;
    }

    /** Path of the file. */
    public String file() {
        return file.path();
    }

    /** The keys and values that the whole file has to be; {@code example} tells how such a file begins. */
    public Optional<MappingNode> root(String example) {
        try {
            LoadSettings settings = LoadSettings.builder()
                    .setLabel(file.path())
                    .setAllowRecursiveKeys(false)
                    .setMaxAliasesForCollections(0)
                    .setCodePointLimit(LARGEST)
                    .build();
            Optional<Node> root = new Compose(settings).composeString(file.text());
            if (root.isPresent() && root.get() instanceof MappingNode mapping) {
                return Optional.of(mapping);
            }
            problems.add(new Problem(file.path(), 1, 0, "expected keys and values", "begin with " + example));
        } catch (MarkedYamlEngineException broken) {
            int line = broken.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            problems.add(new Problem(file.path(), line, 0, "not YAML: " + broken.getProblem(), ""));
        } catch (YamlEngineException broken) {
            problems.add(new Problem(file.path(), 1, 0, "not YAML: " + firstLine(broken), ""));
        } catch (StackOverflowError tooDeep) {
            problems.add(new Problem(file.path(), 1, 0, "not YAML: it is nested too deep", ""));
        }
        return Optional.empty();
    }

    private static String firstLine(YamlEngineException broken) {
        return String.valueOf(broken.getMessage()).lines().findFirst().orElse("");
    }

    /** The values by key; an unknown key or one that is written twice is a problem. */
    public Map<String, Node> keys(MappingNode mapping, Set<String> allowed) {
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

    /** The text of a key that has to be there; empty when it is not, which is a problem. */
    public String text(Map<String, Node> keys, String key, Node parent) {
        if (!keys.containsKey(key)) {
            problem(parent, "\"" + key + "\" is missing", "add " + key + ": ...");
            return "";
        }
        return optional(keys, key).orElse("");
    }

    /** The text of a key that may be left out. */
    public Optional<String> optional(Map<String, Node> keys, String key) {
        Node value = keys.get(key);
        if (value == null) {
            return Optional.empty();
        }
        if (!(value instanceof ScalarNode scalar) || scalar.getValue().isBlank()) {
            problem(value, "\"" + key + "\" is a text", "");
            return Optional.empty();
        }
        return Optional.of(scalar.getValue().strip());
    }

    /** Adds a problem at a node. */
    public void problem(Node at, String message, String instead) {
        problems.add(new Problem(file.path(), line(at), column(at), message, instead));
    }

    /** Where a node begins, from 1. */
    public int line(Node node) {
        Optional<Mark> mark = node.getStartMark();
        return mark.map(start -> start.getLine() + 1).orElse(1);
    }

    /** Where a node begins, from 1. */
    public int column(Node node) {
        return node.getStartMark().map(start -> start.getColumn() + 1).orElse(0);
    }
}
