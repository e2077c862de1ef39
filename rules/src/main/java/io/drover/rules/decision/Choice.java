package io.drover.rules.decision;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Chooses one action from what rules found. Equal findings always give an equal choice, in whatever order they come. */
public final class Choice {

    private static final List<Action> ACTIONS =
            List.of(Action.IN_PLACE_RESIZE, Action.LIVE_MIGRATION, Action.ROLLING_RESTART);

    private Choice() {}

    /**
     * A rejected action is out. Of the others, the one with the highest sum of preferences; on a tie the least disruptive. When none
     * is left: {@link Action#SKIP}.
     *
     * @param found in any order
     * @param waivers reason codes that the recommendation overrides, where their policy lets it
     */
    public static Decision choose(
            Subject subject, Collection<Finding> found, Set<String> waivers, boolean liveMigrationAsked) {
        return choose(subject, found, List.of(), waivers, liveMigrationAsked);
    }

    /**
     * The same, with what would have to be different for the rejections among the findings.
     *
     * @param nearMisses in any order; those of waived findings are left out
     */
    public static Decision choose(
            Subject subject,
            Collection<Finding> found,
            Collection<NearMiss> nearMisses,
            Set<String> waivers,
            boolean liveMigrationAsked) {
        List<Finding> findings = found.stream()
                .map(finding ->
                        finding.waivedWhen(waivers.contains(finding.reason().code())))
                .toList();
        Action action = possible(findings).min(bestFirst(findings)).orElse(Action.SKIP);
        List<NearMiss> standing = nearMisses.stream()
                .filter(miss -> !waivers.contains(miss.finding().reason().code())
                        || !miss.finding().waivable())
                .toList();
        return new Decision(subject, action, findings, liveMigrationAsked, standing);
    }

    /** The order in which actions are taken when nothing rejects them: heavier first, then less disruptive; Skip last. */
    static Comparator<Action> bestFirst(Collection<Finding> findings) {
        return Comparator.comparing((Action action) -> action == Action.SKIP)
                .thenComparingLong(action -> -weight(findings, action))
                .thenComparing(Comparator.naturalOrder());
    }

    static long weight(Collection<Finding> findings, Action action) {
        return findings.stream()
                .filter(finding -> finding.verdict() == Verdict.PREFER && finding.action() == action)
                .distinct()
                .mapToLong(Finding::weight)
                .sum();
    }

    private static Stream<Action> possible(List<Finding> findings) {
        return ACTIONS.stream()
                .filter(action ->
                        findings.stream().noneMatch(finding -> finding.rejects() && finding.action() == action));
    }
}
