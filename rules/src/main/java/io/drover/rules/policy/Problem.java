package io.drover.rules.policy;

import java.util.Comparator;

/**
 * Something in a policy that was refused.
 *
 * @param file path within the policy
 * @param line from 1; 0 when the whole file is meant
 * @param column from 1; 0 when the whole line is meant
 * @param message what is wrong, lower case without a full stop
 * @param instead what to write instead; may be empty
 */
public record Problem(String file, int line, int column, String message, String instead)
        implements Comparable<Problem> {

    private static final Comparator<Problem> ORDER = Comparator.comparing(Problem::file)
            .thenComparingInt(Problem::line)
            .thenComparingInt(Problem::column)
            .thenComparing(Problem::message);

    @Override
    public int compareTo(Problem other) {
        return ORDER.compare(this, other);
    }

    /** In the form that editors and terminals link: {@code file:line:column: message; instead}. */
    @Override
    public String toString() {
        String place = line == 0 ? file : column == 0 ? file + ":" + line : file + ":" + line + ":" + column;
        return place + ": " + message + (instead.isEmpty() ? "" : "; " + instead);
    }
}
