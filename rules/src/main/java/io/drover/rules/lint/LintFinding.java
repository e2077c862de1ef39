package io.drover.rules.lint;

import java.util.Comparator;

/**
 * Something in a policy that is probably not meant.
 *
 * @param file path within the policy
 * @param line from 1
 * @param column from 1; 0 when the whole line is meant
 * @param code what kind of thing
 * @param message what was found, lower case without a full stop
 * @param instead what to do about it
 */
public record LintFinding(String file, int line, int column, Code code, String message, String instead)
        implements Comparable<LintFinding> {

    private static final Comparator<LintFinding> ORDER = Comparator.comparing(LintFinding::file)
            .thenComparingInt(LintFinding::line)
            .thenComparingInt(LintFinding::column)
            .thenComparing(LintFinding::code)
            .thenComparing(LintFinding::message);

    /** Kinds of findings; the words are stable. */
    public enum Code {
        /** The policy does not load: everything that {@code policy.yaml}, rules or tables have wrong, undeclared reasons included. */
        INVALID("Invalid"),
        /** A condition, or all conditions of a rule together, can never hold: the rule never speaks. */
        NEVER_TRUE("NeverTrue"),
        /** A condition holds always, so that it says nothing. */
        ALWAYS_TRUE("AlwaysTrue"),
        /** A condition is written twice, or follows from another one. */
        DUPLICATE("Duplicate"),
        /** Two conditions exclude each other. */
        CONTRADICTION("Contradiction"),
        /** Two rules say the same about the same. */
        DUPLICATE_RULE("DuplicateRule"),
        /** No rule gives a reason that is declared. */
        UNUSED_REASON("UnusedReason"),
        /** No rule reads a parameter that is declared. */
        UNUSED_PARAMETER("UnusedParameter"),
        /** A rule binds a variable with the name of a parameter. */
        SHADOWED_PARAMETER("ShadowedParameter"),
        /** The policy has no tests. */
        NO_TESTS("NoTests"),
        /** No test makes the rule speak. */
        UNTESTED_RULE("UntestedRule"),
        /** A declared reason does not say what to do about it. */
        NO_REMEDY("NoRemedy");

        private final String written;

        Code(String written) {
            this.written = written;
        }

        @Override
        public String toString() {
            return written;
        }
    }

    @Override
    public int compareTo(LintFinding other) {
        return ORDER.compare(this, other);
    }

    /** In the form that editors and terminals link: {@code file:line:column: message (Code); instead}. */
    @Override
    public String toString() {
        return file + ":" + line + (column == 0 ? "" : ":" + column) + ": " + message + " (" + code + ")"
                + (instead.isEmpty() ? "" : "; " + instead);
    }
}
