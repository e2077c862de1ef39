package io.drover.rules.decision;

/** What a rule says about an action. */
public enum Verdict {
    /** It must not be done. */
    REJECT("reject"),
    /** It should rather be done, with a weight. */
    PREFER("prefer");

    private final String written;

    Verdict(String written) {
        this.written = written;
    }

    @Override
    public String toString() {
        return written;
    }
}
