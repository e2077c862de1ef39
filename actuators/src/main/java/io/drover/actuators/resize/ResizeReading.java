package io.drover.actuators.resize;

import io.drover.actuators.workload.ResourceChange;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Reads a resize's progress from the pod alone, so that any replica can go on after a crash. Source: KEP-1287, "Resize status". */
public final class ResizeReading {

    private static final String PENDING = "PodResizePending";
    private static final String IN_PROGRESS = "PodResizeInProgress";

    private final ResizeLimits limits;

    public ResizeReading(ResizeLimits limits) {
        this.limits = limits;
    }

    /**
     * How far it is.
     *
     * @param asked when the values were asked for
     * @param now the instant of reading
     */
    public ResizeProgress of(Pod pod, ResourceChange change, Instant asked, Instant now) {
        if (pod.getMetadata().getDeletionTimestamp() != null) {
            return new ResizeProgress.Stuck(ResizeReason.POD_GONE, "the pod is being deleted");
        }
        if (!change.isIn(pod.getSpec().getContainers())) {
            return new ResizeProgress.NotAsked();
        }
        Optional<PodCondition> pending = condition(pod, PENDING);
        if (pending.isPresent()) {
            return ofPending(pending.get(), now);
        }
        Optional<PodCondition> running = condition(pod, IN_PROGRESS);
        if (running.isPresent()) {
            return ofRunning(running.get(), asked, now);
        }
        if (seenByKubelet(pod) && isInForce(pod)) {
            return new ResizeProgress.Done();
        }
        return silent(asked, now, "kubelet has not answered yet");
    }

    private ResizeProgress ofPending(PodCondition pending, Instant now) {
        String detail = text(pending.getMessage());
        if ("Infeasible".equals(pending.getReason())) {
            return new ResizeProgress.Stuck(ResizeReason.INFEASIBLE, detail);
        }
        return lasts(pending, limits.deferred(), now)
                ? new ResizeProgress.Stuck(
                        ResizeReason.DEFERRED_TOO_LONG, detail + ", put off for more than " + limits.deferred())
                : new ResizeProgress.Waiting("put off: " + detail);
    }

    private ResizeProgress ofRunning(PodCondition running, Instant asked, Instant now) {
        if ("Error".equals(running.getReason())) {
            return lasts(running, limits.failing(), now)
                    ? new ResizeProgress.Stuck(ResizeReason.ERROR, text(running.getMessage()))
                    : new ResizeProgress.Waiting("failing: " + text(running.getMessage()));
        }
        return silent(asked, now, "in progress");
    }

    private ResizeProgress silent(Instant asked, Instant now, String detail) {
        return asked.plus(limits.silent()).isBefore(now)
                ? new ResizeProgress.Stuck(ResizeReason.TIMED_OUT, detail + " after " + limits.silent())
                : new ResizeProgress.Waiting(detail);
    }

    /** Since 1.33 kubelet reports the generation that it has acted on; an older one does not and the resources alone must do. */
    private static boolean seenByKubelet(Pod pod) {
        Long observed = pod.getStatus().getObservedGeneration();
        Long generation = pod.getMetadata().getGeneration();
        return observed == null || generation == null || observed >= generation;
    }

    private static boolean isInForce(Pod pod) {
        List<ContainerStatus> statuses =
                Objects.requireNonNullElse(pod.getStatus().getContainerStatuses(), List.of());
        return pod.getSpec().getContainers().stream()
                .allMatch(container -> statuses.stream()
                        .filter(status -> status.getName().equals(container.getName()))
                        .anyMatch(status -> hasResources(status, container)));
    }

    private static boolean hasResources(ContainerStatus status, Container container) {
        return status.getResources() == null
                || ResourceChange.sameAmounts(status.getResources(), container.getResources());
    }

    private static Optional<PodCondition> condition(Pod pod, String type) {
        return Objects.requireNonNullElse(pod.getStatus().getConditions(), List.<PodCondition>of()).stream()
                .filter(condition -> type.equals(condition.getType()) && "True".equals(condition.getStatus()))
                .findFirst();
    }

    private static boolean lasts(PodCondition condition, Duration limit, Instant now) {
        String since = condition.getLastTransitionTime();
        return since != null && Instant.parse(since).plus(limit).isBefore(now);
    }

    private static String text(String orNull) {
        return Objects.requireNonNullElse(orNull, "no message");
    }
}
