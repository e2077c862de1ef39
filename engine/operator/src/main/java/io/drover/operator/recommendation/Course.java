package io.drover.operator.recommendation;

import io.drover.actuators.resize.ResizeProgress;
import io.drover.actuators.workload.RolloutState;
import io.drover.crds.recommendation.v1alpha1.PodAction;
import io.drover.crds.recommendation.v1alpha1.PodDecision;
import io.drover.crds.recommendation.v1alpha1.PodResultPhase;
import io.drover.operator.recommendation.Observation.Template;
import java.time.Duration;
import java.util.Optional;

/** Works out what a plan needs next from the plan and what the cluster says, and from nothing else. */
final class Course {

    private static final Duration SOON = Duration.ofMillis(500);
    private static final Duration SLOWLY = Duration.ofSeconds(2);

    private final Progress progress;
    private final Observation seen;

    private Course(Progress progress, Observation seen) {
        this.progress = progress;
        this.seen = seen;
    }

    static Step next(Progress progress, Observation seen) {
        Course course = new Course(progress, seen);
        return progress.isRollout() ? course.rollout() : course.oneByOne();
    }

    private Step rollout() {
        if (progress.debts().owed()) {
            return new Step.UndoTemplate();
        }
        if (seen.template() == Template.NOT_NEW) {
            return new Step.StartRollout();
        }
        if (progress.hadNoPods()) {
            return new Step.Conclude("no pod was running; the template has the new resources");
        }
        return switch (seen.rollout()) {
            case RolloutState.Complete() -> new Step.Conclude("the rollout is complete");
            case RolloutState.Progressing(int updated, int wanted) ->
                new Step.Wait("rollout: " + updated + " of " + wanted + " pods updated", SLOWLY);
            case RolloutState.Stuck(String detail) -> new Step.Conclude("the rollout does not end: " + detail);
        };
    }

    private Step oneByOne() {
        Optional<PodDecision> current = progress.current();
        if (current.isEmpty()) {
            return ending();
        }
        PodDecision pod = current.get();
        boolean begun = seen.moves().containsKey(pod.podName())
                || seen.pods().get(pod.podName()) instanceof ResizeProgress.Waiting;
        if (seen.suspended() && !begun) {
            return new Step.PodFailed(pod.podName(), "not tried: the recommendation was suspended or has changed");
        }
        if (progress.needsTemplateFirst() && !begun && !(seen.template() == Template.NEW && seen.held())) {
            return new Step.WriteTemplate();
        }
        return switch (pod.action()) {
            case IN_PLACE_RESIZE -> resize(pod.podName());
            case LIVE_MIGRATION -> move(pod.podName());
            case ROLLING_RESTART -> restart(pod.podName());
            case SKIP -> skip(pod);
        };
    }

    private Step ending() {
        if (progress.count(PodResultPhase.COMPLETED) == 0) {
            return progress.debts().owed() ? new Step.UndoTemplate() : new Step.Conclude("");
        }
        if (seen.template() != Template.NEW) {
            return new Step.WriteTemplate();
        }
        return progress.debts().owed() ? new Step.KeepTemplate() : new Step.Conclude("");
    }

    private Step resize(String pod) {
        ResizeProgress resize = seen.pods().get(pod);
        if (resize == null) {
            return new Step.PodFailed(pod, "the pod is gone");
        }
        return switch (resize) {
            case ResizeProgress.NotAsked() -> new Step.AskResize(pod);
            case ResizeProgress.Waiting(String detail) -> new Step.Wait("resizing " + pod + ": " + detail, SOON);
            case ResizeProgress.Done() -> new Step.PodDone(pod, "resized in place");
            case ResizeProgress.Stuck(var reason, String detail) -> new Step.FallBack(pod, reason, detail);
        };
    }

    private Step move(String pod) {
        MoveProgress move = seen.moves().get(pod);
        if (move == null) {
            return seen.pods().containsKey(pod) ? new Step.StartMove(pod) : new Step.PodFailed(pod, "the pod is gone");
        }
        return switch (move) {
            case MoveProgress.Moving(String message) -> new Step.Wait("moving " + pod + ": " + message, SOON);
            case MoveProgress.Moved(String message) -> new Step.PodDone(pod, message);
            case MoveProgress.GivenUp(String reason, String message, boolean startedCold) ->
                startedCold
                        ? new Step.PodStartedCold(pod, new StatedReason(reason), message)
                        : new Step.FallBack(pod, new StatedReason(reason), message);
        };
    }

    private Step restart(String pod) {
        if (seen.pods().containsKey(pod)) {
            return new Step.Evict(pod);
        }
        Step notYet = new Step.Wait("restarting " + pod + ": its replacement is not ready yet", SOON);
        return switch (seen.rollout()) {
            case RolloutState.Complete() ->
                seen.allReady() ? new Step.PodDone(pod, "restarted with the new resources") : notYet;
            case RolloutState.Progressing(int updated, int wanted) -> notYet;
            case RolloutState.Stuck(String detail) ->
                new Step.PodFailed(pod, "its replacement does not become available: " + detail);
        };
    }

    private static Step skip(PodDecision pod) {
        boolean already =
                pod.reasons().stream().anyMatch(reason -> reason.reason().equals("AlreadyAsRecommended"));
        return already
                ? new Step.PodDone(pod.podName(), "has the resources already")
                : new Step.PodFailed(pod.podName(), "skipped: " + Wording.reasons(pod, PodAction.SKIP));
    }
}
