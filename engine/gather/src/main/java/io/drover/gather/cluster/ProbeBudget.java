package io.drover.gather.cluster;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Probe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How long kubelet lets a pod stand still before its probes make it restart a container. An exec probe is void on a paused container, and
 * a startup probe that has succeeded once is not run again.
 */
final class ProbeBudget {

    private ProbeBudget() {}

    /** The least failureThreshold x periodSeconds of the probes that count; empty when none does. */
    static Optional<Duration> of(Pod pod) {
        List<Duration> budgets = new ArrayList<>();
        for (Container container : pod.getSpec().getContainers()) {
            budget(container.getLivenessProbe()).ifPresent(budgets::add);
            if (!hasStarted(pod, container)) {
                budget(container.getStartupProbe()).ifPresent(budgets::add);
            }
        }
        return budgets.stream().min(Duration::compareTo);
    }

    private static Optional<Duration> budget(Probe probe) {
        boolean counts = probe != null
                && (probe.getHttpGet() != null || probe.getTcpSocket() != null || probe.getGrpc() != null);
        if (!counts) {
            return Optional.empty();
        }
        long threshold = Objects.requireNonNullElse(probe.getFailureThreshold(), 3);
        long period = Objects.requireNonNullElse(probe.getPeriodSeconds(), 10);
        return Optional.of(Duration.ofSeconds(threshold * period));
    }

    private static boolean hasStarted(Pod pod, Container container) {
        return PodResources.orEmpty(pod.getStatus().getContainerStatuses()).stream()
                .filter(status -> status.getName().equals(container.getName()))
                .anyMatch(ProbeBudget::started);
    }

    private static boolean started(ContainerStatus status) {
        return Boolean.TRUE.equals(status.getStarted());
    }
}
