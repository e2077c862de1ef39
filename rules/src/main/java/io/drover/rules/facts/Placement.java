package io.drover.rules.facts;

/** Where a moved pod may go: {@code spec.placement}. */
public enum Placement {
    /** Stay on the node of the source. */
    SAME_NODE("SameNode"),
    /** Leave the node of the source. */
    OTHER_NODE("OtherNode"),
    /** Either; the node of the source first when it has room. */
    ANY("Any");

    private final String written;

    Placement(String written) {
        this.written = written;
    }

    @Override
    public String toString() {
        return written;
    }
}
