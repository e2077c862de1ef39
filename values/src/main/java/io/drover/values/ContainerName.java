package io.drover.values;

/**
 * The name of a container within its pod.
 *
 * @param value as in {@code spec.containers[].name}, never blank
 */
public record ContainerName(String value) implements Comparable<ContainerName> {

    public ContainerName {
        Names.requireFilled("a container name", value);
    }

    @Override
    public int compareTo(ContainerName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
