package io.drover.rules.decision;

import java.util.Comparator;

/**
 * What would have to be different for one rejection not to be made. Each near miss of a finding is enough by itself.
 *
 * @param finding the rejection
 * @param line of the rule's condition in the finding's file, from 1
 * @param path of the value that the condition compares, in the form in which it can be changed: {@code container.redis.resident}
 * @param actual its value
 * @param limit what the rule compares it with; empty when the condition is not a comparison
 * @param needed what it would have to be, such as {@code at most 8Gi}
 */
public record NearMiss(Finding finding, int line, String path, String actual, String limit, String needed)
        implements Comparable<NearMiss> {

    private static final Comparator<NearMiss> ORDER = Comparator.comparing(NearMiss::finding)
            .thenComparingInt(NearMiss::line)
            .thenComparing(NearMiss::path)
            .thenComparing(NearMiss::actual)
            .thenComparing(NearMiss::limit)
            .thenComparing(NearMiss::needed);

    @Override
    public int compareTo(NearMiss other) {
        return ORDER.compare(this, other);
    }

    /** As people read it: {@code container.redis.resident 9.1Gi, limit of the rule 8Gi; would have to be at most 8Gi}. */
    @Override
    public String toString() {
        return path + " " + actual + (limit.isEmpty() ? "" : ", limit of the rule " + limit) + "; would have to be "
                + needed;
    }
}
