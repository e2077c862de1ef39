package io.drover.values;

/**
 * The fencing number of a migration's ownership: an agent refuses every word that carries a lower one than it has seen.
 *
 * @param value one or more, grows with every change of owner
 */
public record Epoch(long value) implements Comparable<Epoch> {

    /** The epoch in which the source owns the processes. */
    public static final Epoch FIRST = new Epoch(1);

    public Epoch {
        if (value < 1) {
            throw new IllegalArgumentException("an epoch is 1 or more, was " + value);
        }
    }

    /** The epoch after the next change of owner. */
    public Epoch next() {
        return new Epoch(Math.addExact(value, 1));
    }

    @Override
    public int compareTo(Epoch other) {
        return Long.compare(value, other.value);
    }
}
