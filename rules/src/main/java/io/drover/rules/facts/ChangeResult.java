package io.drover.rules.facts;

/** What came of changing a fact. */
public sealed interface ChangeResult {

    /** The facts with the change made. */
    record Changed(WorkloadFacts facts) implements ChangeResult {}

    /**
     * The change means nothing.
     *
     * @param message what is wrong, lower case without a full stop
     * @param instead what to write instead; may be empty
     */
    record Refused(String message, String instead) implements ChangeResult {

        @Override
        public String toString() {
            return message + (instead.isEmpty() ? "" : "; " + instead);
        }
    }
}
