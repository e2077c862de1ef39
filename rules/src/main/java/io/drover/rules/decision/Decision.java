package io.drover.rules.decision;

import io.drover.values.Reason;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The action for one pod, and everything that was said for and against each.
 *
 * @param subject what it is about
 * @param action what is to be done
 * @param findings all of them in their order, waived and outvoted ones included
 * @param liveMigrationAsked the recommendation asked for a live migration
 * @param nearMisses for rejected actions, what would have to be different, in their order
 */
public record Decision(
        Subject subject, Action action, List<Finding> findings, boolean liveMigrationAsked, List<NearMiss> nearMisses) {

    public Decision {
        findings = findings.stream().sorted().distinct().toList();
        nearMisses = nearMisses.stream().sorted().distinct().toList();
    }

    /** Findings that put {@code rejected} out, empty when nothing did. */
    public List<Finding> against(Action rejected) {
        return findings.stream()
                .filter(finding -> finding.rejects() && finding.action() == rejected)
                .toList();
    }

    /** What would have to be different for a finding not to be made; empty for preferences. */
    public List<NearMiss> nearMissesOf(Finding finding) {
        return nearMisses.stream()
                .filter(miss -> miss.finding().equals(finding))
                .toList();
    }

    /** Sum of the weights of the preferences for an action. */
    public long weightOf(Action preferred) {
        return Choice.weight(findings, preferred);
    }

    /**
     * The findings without which another action might have been chosen: the rejections of every action that is less disruptive than
     * the chosen one or preferred to it, and the preferences for the chosen one.
     */
    public List<Finding> decisive() {
        Comparator<Action> rank = Choice.bestFirst(findings);
        return findings.stream()
                .filter(finding -> finding.verdict() == Verdict.PREFER
                        ? finding.action() == action
                        : finding.rejects() && rank.compare(finding.action(), action) < 0)
                .toList();
    }

    /** Preferences for actions that were not chosen, and waived rejections. */
    public List<Finding> outvoted() {
        return findings.stream()
                .filter(finding ->
                        finding.waived() || (finding.verdict() == Verdict.PREFER && finding.action() != action))
                .toList();
    }

    /** The codes of the decisive findings, each once, sorted. */
    public List<Reason> reasons() {
        return distinct(decisive());
    }

    /**
     * A live migration was asked for and a restart was chosen because it is not possible: carrying this out ends in phase
     * AppliedWithRestartFallback.
     */
    public boolean restartsInsteadOfMoving() {
        return liveMigrationAsked
                && action == Action.ROLLING_RESTART
                && !whyNotMoved().isEmpty();
    }

    /** What speaks against the live migration that was asked for; empty when it was not asked for, or is possible. */
    public List<Finding> whyNotMoved() {
        return liveMigrationAsked ? against(Action.LIVE_MIGRATION) : List.of();
    }

    /**
     * Skipped, and at least one action is kept out by nothing but reasons that pass by themselves, such as a cooldown: deciding again
     * later is worthwhile.
     */
    public boolean waits() {
        return action == Action.SKIP
                && Arrays.stream(Action.values())
                        .filter(one -> one != Action.SKIP)
                        .anyMatch(this::passesLater);
    }

    /** The pod has the recommended resources already: nothing is left to do for it. */
    public boolean done() {
        return action == Action.SKIP
                && findings.stream().anyMatch(finding -> finding.reason() == FeasibilityReason.ALREADY_AS_RECOMMENDED);
    }

    /** The decision in one line: the action, and why. */
    public String summary() {
        List<Finding> why = restartsInsteadOfMoving() ? whyNotMoved() : decisive();
        if (why.isEmpty()) {
            return action + ": nothing speaks against it";
        }
        Finding first = why.getFirst();
        String more = why.size() > 1 ? " (and " + (why.size() - 1) + " more)" : "";
        String because = first.reason().code() + ", " + first.message() + more;
        return restartsInsteadOfMoving()
                ? action + " because live migration is not possible: " + because
                : action + ": " + because;
    }

    private boolean passesLater(Action kept) {
        List<Finding> against = against(kept);
        return !against.isEmpty()
                && against.stream()
                        .allMatch(finding -> finding.reason() instanceof FeasibilityReason reason && reason.passes());
    }

    private static List<Reason> distinct(List<Finding> findings) {
        return findings.stream()
                .map(Finding::reason)
                .distinct()
                .sorted(Comparator.comparing(Reason::code))
                .toList();
    }
}
