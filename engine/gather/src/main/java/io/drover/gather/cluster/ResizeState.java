package io.drover.gather.cluster;

import io.drover.rules.facts.Resize;
import io.drover.rules.facts.Resize.State;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** Reads what kubelet says about a resize. Source: KEP-1287, "Resize status". */
final class ResizeState {

    private ResizeState() {}

    static Resize of(Pod pod, Instant now) {
        return condition(pod, "PodResizePending")
                .map(pending -> resize(
                        "Infeasible".equals(pending.getReason()) ? State.INFEASIBLE : State.DEFERRED, pending, now))
                .or(() -> condition(pod, "PodResizeInProgress")
                        .map(running -> resize(
                                "Error".equals(running.getReason()) ? State.ERROR : State.IN_PROGRESS, running, now)))
                .orElse(Resize.NONE);
    }

    private static Resize resize(State state, PodCondition condition, Instant now) {
        return new Resize(
                state,
                RecommendationReading.age(condition.getLastTransitionTime(), now),
                Objects.requireNonNullElse(condition.getMessage(), ""));
    }

    static Optional<PodCondition> condition(Pod pod, String type) {
        return PodResources.orEmpty(pod.getStatus().getConditions()).stream()
                .filter(condition -> type.equals(condition.getType()) && "True".equals(condition.getStatus()))
                .findFirst();
    }
}
