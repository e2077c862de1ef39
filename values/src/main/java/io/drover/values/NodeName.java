package io.drover.values;

/**
 * The name of a Kubernetes node.
 *
 * @param value as in {@code metadata.name}, never blank
 */
public record NodeName(String value) implements Comparable<NodeName> {

    public NodeName {
        Names.requireFilled("a node name", value);
    }

    @Override
    public int compareTo(NodeName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
