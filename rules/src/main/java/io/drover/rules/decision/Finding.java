package io.drover.rules.decision;

import io.drover.values.Reason;
import java.util.Comparator;

/**
 * What one rule says about one action for one pod.
 *
 * @param policy name of the policy that the rule belongs to
 * @param rule name of the rule
 * @param file path of the file within its policy
 * @param line of the rule in that file, from 1
 * @param action never {@link Action#SKIP}
 * @param verdict for or against
 * @param weight of a preference, 0 for a rejection
 * @param reason the code
 * @param message lower case without a full stop, with the actual values
 * @param waivable the policy lets a recommendation override it
 * @param waived the recommendation does: it counts no longer, and stays in the record
 */
public record Finding(
        String policy,
        String rule,
        String file,
        int line,
        Action action,
        Verdict verdict,
        int weight,
        Reason reason,
        String message,
        boolean waivable,
        boolean waived)
        implements Comparable<Finding> {

    private static final Comparator<Finding> ORDER = Comparator.comparing(Finding::action)
            .thenComparing(Finding::verdict)
            .thenComparing(finding -> finding.reason().code())
            .thenComparing(Finding::policy)
            .thenComparing(Finding::file)
            .thenComparingInt(Finding::line)
            .thenComparing(Finding::rule)
            .thenComparing(Finding::message)
            .thenComparingInt(Finding::weight)
            .thenComparing(Finding::waivable)
            .thenComparing(Finding::waived);

    /** Whether it puts its action out. */
    public boolean rejects() {
        return verdict == Verdict.REJECT && !waived;
    }

    Finding waivedWhen(boolean recommendationWaives) {
        return new Finding(
                policy,
                rule,
                file,
                line,
                action,
                verdict,
                weight,
                reason,
                message,
                waivable,
                verdict == Verdict.REJECT && waivable && recommendationWaives);
    }

    /** The order in which findings are reported; it is total, so that equal sets of findings make equal reports. */
    @Override
    public int compareTo(Finding other) {
        return ORDER.compare(this, other);
    }
}
