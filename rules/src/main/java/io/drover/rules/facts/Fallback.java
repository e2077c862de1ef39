package io.drover.rules.facts;

/** What may be done when neither a resize nor a live migration is possible: {@code spec.fallback}. */
public enum Fallback {
    /** The pods may be restarted with the new resources. */
    ROLLING_RESTART("RollingRestart"),
    /** Nothing: the pods stay as they are. */
    NONE("None");

    private final String written;

    Fallback(String written) {
        this.written = written;
    }

    @Override
    public String toString() {
        return written;
    }
}
