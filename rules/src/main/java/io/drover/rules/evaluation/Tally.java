package io.drover.rules.evaluation;

import io.drover.rules.decision.Action;
import io.drover.rules.decision.Finding;
import io.drover.rules.decision.NearMiss;
import io.drover.rules.decision.Verdict;
import io.drover.rules.policy.Missing;
import io.drover.rules.policy.RuleDefinition;
import java.util.ArrayList;
import java.util.List;

/**
 * The findings of one evaluation, and the bound on its work. It is put into the engine's session as a fact of its own that no policy
 * can name, so that the rules themselves hold no state. One thread only.
 */
final class Tally {

    private static final int MOST_COMPARISONS = 500_000;
    private static final int MOST_FINDINGS = 2_000;
    private static final int LONGEST_MESSAGE = 1_000;

    private final List<Finding> findings = new ArrayList<>();
    private final List<NearMiss> nearMisses = new ArrayList<>();
    private int comparisons;

    /** Thrown when rules and facts together are too much work; ends in a decision to do nothing. */
    static final class TooMuchWork extends RuntimeException {

        private static final long serialVersionUID = 1L;

        TooMuchWork(String message) {
            super(message);
        }
    }

    /** Findings that no rule has made. */
    static Tally of(List<Finding> findings) {
        Tally tally = new Tally();
        tally.findings.addAll(findings);
        return tally;
    }

    void countComparison() {
        if (++comparisons > MOST_COMPARISONS) {
            throw new TooMuchWork("more than " + MOST_COMPARISONS + " comparisons for one pod");
        }
    }

    void fired(RuleDefinition rule, Object[] slots) {
        String message = text(rule.message().value(slots));
        List<Turning> turnings = rule.verdict() == Verdict.REJECT ? Turnings.against(rule, slots) : List.of();
        for (Action action : rule.actions()) {
            if (findings.size() >= MOST_FINDINGS) {
                throw new TooMuchWork("more than " + MOST_FINDINGS + " findings for one pod");
            }
            Finding finding = new Finding(
                    rule.policy(),
                    rule.name(),
                    rule.file(),
                    rule.line(),
                    action,
                    rule.verdict(),
                    rule.weight(),
                    rule.reason(),
                    message,
                    rule.waivable(),
                    false);
            findings.add(finding);
            for (Turning turning : turnings) {
                nearMisses.add(new NearMiss(
                        finding, turning.line(), turning.path(), turning.actual(), turning.limit(), turning.needed()));
            }
        }
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }

    List<NearMiss> nearMisses() {
        return List.copyOf(nearMisses);
    }

    private static String text(Object value) {
        String text = value instanceof Missing missing ? missing.toString() : String.valueOf(value);
        return text.length() > LONGEST_MESSAGE ? text.substring(0, LONGEST_MESSAGE) + "..." : text;
    }
}
