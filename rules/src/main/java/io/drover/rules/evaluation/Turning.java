package io.drover.rules.evaluation;

/**
 * A change of one value, or of several together, by which a condition of a rule would no longer hold, or would begin to hold.
 *
 * @param line of the condition in the rule's file, from 1
 * @param path of the value: {@code container.redis.resident}; several are joined by "and"
 * @param actual its value
 * @param limit what the condition compares it with; empty when it is not a comparison
 * @param needed what it would have to be
 * @param ordered the condition asks for less or more than the limit
 */
public record Turning(int line, String path, String actual, String limit, String needed, boolean ordered) {

    Turning and(Turning other) {
        return new Turning(
                line,
                path + " and " + other.path,
                actual + " and " + other.actual,
                limit.isEmpty() || other.limit.isEmpty() ? limit + other.limit : limit + " and " + other.limit,
                needed + " and " + other.needed,
                false);
    }
}
