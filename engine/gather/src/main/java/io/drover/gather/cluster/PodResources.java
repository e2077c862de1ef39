package io.drover.gather.cluster;

import io.drover.rules.facts.Resources;
import io.drover.values.ByteSize;
import io.drover.values.MilliCpu;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads requests and limits, of containers and of whole pods. */
final class PodResources {

    private PodResources() {}

    /** What a container asks for; nothing when it asks for nothing. */
    static Resources of(@Nullable ResourceRequirements written) {
        if (written == null) {
            return Resources.NONE;
        }
        return new Resources(
                cpu(written.getRequests()),
                cpu(written.getLimits()),
                memory(written.getRequests()),
                memory(written.getLimits()));
    }

    /** What is in force: what kubelet reports, else what the spec says. */
    static Resources inForce(Container container, Optional<ContainerStatus> status) {
        Resources spec = of(container.getResources());
        return status.map(ContainerStatus::getResources)
                .map(reported -> of(reported).over(spec))
                .orElse(spec);
    }

    /** What the scheduler counts for the pod: containers and sidecars together, or the largest init container, plus the overhead. */
    static Requested requested(Pod pod) {
        Requested running = Requested.NONE;
        Requested starting = Requested.NONE;
        for (Container init : orEmpty(pod.getSpec().getInitContainers())) {
            Requested one = Requested.of(of(init.getResources()));
            if ("Always".equals(init.getRestartPolicy())) {
                running = running.plus(one);
                starting = starting.max(running);
            } else {
                starting = starting.max(running.plus(one));
            }
        }
        for (Container container : pod.getSpec().getContainers()) {
            running = running.plus(Requested.of(of(container.getResources())));
        }
        Map<String, Quantity> overhead =
                Objects.requireNonNullElse(pod.getSpec().getOverhead(), Map.of());
        return running.max(starting)
                .plus(new Requested(
                        cpu(overhead).orElse(MilliCpu.ZERO), memory(overhead).orElse(ByteSize.ZERO)));
    }

    static Optional<MilliCpu> cpu(@Nullable Map<String, Quantity> amounts) {
        return amount(amounts, "cpu", MilliCpu::parse);
    }

    static Optional<ByteSize> memory(@Nullable Map<String, Quantity> amounts) {
        return amount(amounts, "memory", ByteSize::parse);
    }

    static <T> Optional<T> amount(@Nullable Map<String, Quantity> amounts, String name, Function<String, T> parse) {
        return amounts == null
                ? Optional.empty()
                : Optional.ofNullable(amounts.get(name)).map(Quantity::toString).map(parse);
    }

    static <T> List<T> orEmpty(@Nullable List<T> orNull) {
        return orNull == null ? List.of() : orNull;
    }

    /** What counts against a node. */
    record Requested(MilliCpu cpu, ByteSize memory) {
        static final Requested NONE = new Requested(MilliCpu.ZERO, ByteSize.ZERO);

        static Requested of(Resources resources) {
            return new Requested(resources.scheduledCpu(), resources.scheduledMemory());
        }

        Requested plus(Requested other) {
            return new Requested(cpu.plus(other.cpu), memory.plus(other.memory));
        }

        Requested max(Requested other) {
            return new Requested(
                    cpu.compareTo(other.cpu) >= 0 ? cpu : other.cpu,
                    memory.compareTo(other.memory) >= 0 ? memory : other.memory);
        }
    }
}
