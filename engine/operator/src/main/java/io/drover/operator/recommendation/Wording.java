package io.drover.operator.recommendation;

import io.drover.crds.recommendation.v1alpha1.DecisiveReason;
import io.drover.crds.recommendation.v1alpha1.PodAction;
import io.drover.crds.recommendation.v1alpha1.PodDecision;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Sentences for people, lower case without a full stop. */
final class Wording {

    private static final int LONGEST = 1024;

    private Wording() {}

    /** {@code ImageMismatch, the template names redis:8, redis:7 runs}; every reason, or those about one action. */
    static String reasons(PodDecision decision, PodAction about) {
        List<DecisiveReason> relevant = about == PodAction.SKIP
                ? decision.reasons()
                : decision.reasons().stream()
                        .filter(reason -> reason.action() == about)
                        .toList();
        return cut(relevant.stream()
                .map(reason -> reason.reason() + ", " + reason.message())
                .distinct()
                .collect(Collectors.joining("; ")));
    }

    /** {@code InPlaceResize}, or {@code LiveMigration 2, RollingRestart 1}. */
    static String summary(List<PodDecision> decisions) {
        Map<PodAction, Long> counts = decisions.stream()
                .collect(Collectors.groupingBy(PodDecision::action, TreeMap::new, Collectors.counting()));
        if (counts.size() == 1) {
            return counts.keySet().iterator().next().written();
        }
        return counts.entrySet().stream()
                .map(one -> one.getKey().written() + " " + one.getValue())
                .collect(Collectors.joining(", "));
    }

    static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }
}
