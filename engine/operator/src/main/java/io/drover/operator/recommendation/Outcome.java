package io.drover.operator.recommendation;

import io.drover.actuators.workload.RolloutState;
import io.drover.crds.recommendation.v1alpha1.PodAction;
import io.drover.crds.recommendation.v1alpha1.PodDecision;
import io.drover.crds.recommendation.v1alpha1.PodResultPhase;
import io.drover.crds.recommendation.v1alpha1.RecommendationPhase;
import java.util.stream.Collectors;

/**
 * What a plan has come to once nothing is left to do.
 *
 * @param phase one of the phases that are final
 * @param degraded a live migration was decided or asked for and a restart was used instead
 * @param message for people
 */
record Outcome(RecommendationPhase phase, boolean degraded, String message) {

    static Outcome of(Progress progress, RolloutState rollout, String last) {
        return progress.isRollout() ? ofRollout(progress, rollout, last) : ofPods(progress);
    }

    private static Outcome ofRollout(Progress progress, RolloutState rollout, String last) {
        boolean degraded = progress.degraded() > 0;
        if (!progress.hadNoPods() && rollout instanceof RolloutState.Stuck) {
            return new Outcome(RecommendationPhase.PARTIAL_FAILURE, degraded, last);
        }
        return degraded
                ? new Outcome(
                        RecommendationPhase.APPLIED_WITH_RESTART_FALLBACK,
                        true,
                        "live migration was not possible (" + whyNotMoved(progress) + "), restarted instead: " + last)
                : new Outcome(RecommendationPhase.APPLIED, false, last);
    }

    private static Outcome ofPods(Progress progress) {
        int all = progress.results().size();
        int done = progress.count(PodResultPhase.COMPLETED);
        int restarted = progress.degraded();
        if (done == 0) {
            return new Outcome(
                    RecommendationPhase.FAILED, false, "no pod has the new resources: " + failures(progress));
        }
        if (done < all) {
            return new Outcome(
                    RecommendationPhase.PARTIAL_FAILURE,
                    restarted > 0,
                    done + " of " + all + " pods have the new resources: " + failures(progress));
        }
        if (restarted == 0) {
            return new Outcome(
                    RecommendationPhase.APPLIED, false, done + " of " + all + " pods have the new resources");
        }
        String message = "live migration was not possible (" + whyNotMoved(progress) + "), " + restarted + " of " + all
                + " pods were restarted instead";
        return new Outcome(
                restarted == all
                        ? RecommendationPhase.APPLIED_WITH_RESTART_FALLBACK
                        : RecommendationPhase.PARTIAL_FAILURE,
                true,
                message);
    }

    private static String failures(Progress progress) {
        return Wording.cut(progress.results().stream()
                .filter(result -> result.phase() == PodResultPhase.FAILED)
                .map(result -> result.podName() + " " + result.message())
                .collect(Collectors.joining("; ")));
    }

    private static String whyNotMoved(Progress progress) {
        return Wording.cut(progress.decisions().stream()
                .filter(one -> one.action() == PodAction.ROLLING_RESTART)
                .map((PodDecision one) -> Wording.reasons(one, PodAction.LIVE_MIGRATION))
                .filter(text -> !text.isEmpty())
                .distinct()
                .collect(Collectors.joining("; ")));
    }
}
