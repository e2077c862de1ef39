package io.drover.report.model;

import io.drover.rules.decision.Decision;
import io.drover.rules.decision.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A pod for which two sets of policies choose different actions on the same facts.
 *
 * @param before as the first set decides
 * @param after as the second one decides
 * @param gone what the first set found and the second does not, as far as it is about the two actions
 * @param come what only the second set finds about them
 */
public record PlanDifference(PodLine before, PodLine after, List<Finding> gone, List<Finding> come) {

    public PlanDifference {
        gone = List.copyOf(gone);
        come = List.copyOf(come);
    }

    /** All pods whose action differs; both reports are about the same facts. */
    public static List<PlanDifference> between(EvaluationReport before, EvaluationReport after) {
        Map<String, PodLine> decided =
                PodLine.of(before).stream().collect(Collectors.toMap(PodLine::path, Function.identity()));
        List<PlanDifference> differences = new ArrayList<>();
        for (PodLine is : PodLine.of(after)) {
            PodLine was = decided.get(is.path());
            if (was != null && was.decision().action() != is.decision().action()) {
                differences.add(new PlanDifference(was, is, only(was, is), only(is, was)));
            }
        }
        return List.copyOf(differences);
    }

    /** Findings of one that the other lacks. The place of a rule may have moved, so it does not count. */
    private static List<Finding> only(PodLine one, PodLine other) {
        Decision decision = one.decision();
        return decision.findings().stream()
                .filter(finding -> finding.action() == decision.action()
                        || finding.action() == other.decision().action())
                .filter(finding -> other.decision().findings().stream().noneMatch(same -> same(finding, same)))
                .toList();
    }

    private static boolean same(Finding one, Finding other) {
        return one.policy().equals(other.policy())
                && one.rule().equals(other.rule())
                && one.action() == other.action()
                && one.verdict() == other.verdict()
                && one.weight() == other.weight()
                && one.waived() == other.waived();
    }
}
