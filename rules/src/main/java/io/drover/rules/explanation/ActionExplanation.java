package io.drover.rules.explanation;

import io.drover.rules.decision.Action;
import io.drover.rules.decision.Finding;
import java.util.List;

/**
 * What became of one action, and why.
 *
 * @param action never {@link Action#SKIP}
 * @param standing chosen, rejected or outvoted
 * @param weight sum of the preferences for it
 * @param inFavour the preferences for it
 * @param against the rejections that count, each with what would have to be different and what can be done
 * @param waived rejections that the recommendation overrides
 */
public record ActionExplanation(
        Action action,
        Standing standing,
        long weight,
        List<Finding> inFavour,
        List<Objection> against,
        List<Finding> waived) {

    public ActionExplanation {
        inFavour = List.copyOf(inFavour);
        against = List.copyOf(against);
        waived = List.copyOf(waived);
    }

    /** What became of an action. */
    public enum Standing {
        /** It is done. */
        CHOSEN("chosen"),
        /** At least one rule rejects it. */
        REJECTED("rejected"),
        /** Nothing rejects it; another one is preferred to it, or less disruptive. */
        OUTVOTED("outvoted");

        private final String written;

        Standing(String written) {
            this.written = written;
        }

        @Override
        public String toString() {
            return written;
        }
    }
}
