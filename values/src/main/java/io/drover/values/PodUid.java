package io.drover.values;

/**
 * What tells one pod object from every other that ever had its name.
 *
 * @param value as in {@code metadata.uid}, never blank
 */
public record PodUid(String value) {

    public PodUid {
        Names.requireFilled("a pod UID", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
