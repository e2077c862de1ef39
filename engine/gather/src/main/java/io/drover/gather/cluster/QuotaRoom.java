package io.drover.gather.cluster;

import io.drover.rules.facts.Resources;
import io.drover.values.ByteSize;
import io.drover.values.MilliCpu;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.LimitRangeItem;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Whether the quotas and limit ranges of a namespace have room. A quota with scopes is counted when it may apply: refusing too much does
 * less harm than a replacement that is never made. Source: Kubernetes documentation, "Resource Quotas".
 */
final class QuotaRoom {

    private static final Set<String> NEVER_OURS = Set.of("Terminating", "BestEffort");

    private final List<ResourceQuota> quotas;
    private final List<LimitRange> ranges;

    QuotaRoom(List<ResourceQuota> quotas, List<LimitRange> ranges) {
        this.quotas = quotas;
        this.ranges = ranges;
    }

    /** Complaints against a second pod whose containers have these resources. */
    List<String> againstSecondPod(List<Resources> containers) {
        Map<String, BigDecimal> more = amounts(containers);
        more.put("pods", BigDecimal.ONE);
        more.put("count/pods", BigDecimal.ONE);
        List<String> complaints = new ArrayList<>(exceeded(more));
        complaints.addAll(outOfRange(containers));
        return complaints;
    }

    /** Complaints against a resize from one to the other. */
    List<String> againstResize(List<Resources> now, List<Resources> after) {
        Map<String, BigDecimal> more = amounts(after);
        Map<String, BigDecimal> before = amounts(now);
        more.replaceAll((name, amount) -> amount.subtract(before.getOrDefault(name, BigDecimal.ZERO)));
        List<String> complaints = new ArrayList<>(exceeded(more));
        complaints.addAll(outOfRange(after));
        return complaints;
    }

    private List<String> exceeded(Map<String, BigDecimal> more) {
        List<String> complaints = new ArrayList<>();
        for (ResourceQuota quota : quotas) {
            boolean never =
                    PodResources.orEmpty(quota.getSpec().getScopes()).stream().anyMatch(NEVER_OURS::contains);
            if (never || quota.getStatus() == null) {
                continue;
            }
            Map<String, Quantity> used =
                    Objects.requireNonNullElse(quota.getStatus().getUsed(), Map.of());
            Objects.requireNonNullElse(quota.getStatus().getHard(), Map.<String, Quantity>of())
                    .forEach((name, hard) -> {
                        BigDecimal asked = more.getOrDefault(name, BigDecimal.ZERO);
                        BigDecimal left = number(hard).subtract(number(used.get(name)));
                        if (asked.signum() > 0 && asked.compareTo(left) > 0) {
                            complaints.add("quota " + quota.getMetadata().getName() + " has "
                                    + left.max(BigDecimal.ZERO).toPlainString() + " " + name + " left, "
                                    + asked.toPlainString() + " more are needed");
                        }
                    });
        }
        return complaints;
    }

    private List<String> outOfRange(List<Resources> containers) {
        List<String> complaints = new ArrayList<>();
        for (LimitRange range : ranges) {
            for (LimitRangeItem item : PodResources.orEmpty(range.getSpec().getLimits())) {
                if (!"Container".equals(item.getType())) {
                    continue;
                }
                for (Resources container : containers) {
                    above(range, "cpu", container.cpuLimit().map(MilliCpu::millis), item.getMax(), 1000)
                            .ifPresent(complaints::add);
                    above(range, "memory", container.memoryLimit().map(ByteSize::bytes), item.getMax(), 1)
                            .ifPresent(complaints::add);
                }
            }
        }
        return complaints;
    }

    private static Optional<String> above(
            LimitRange range, String name, Optional<Long> wanted, Map<String, Quantity> max, long perUnit) {
        if (wanted.isEmpty() || max == null || max.get(name) == null) {
            return Optional.empty();
        }
        BigDecimal asked = BigDecimal.valueOf(wanted.get()).divide(BigDecimal.valueOf(perUnit));
        return asked.compareTo(number(max.get(name))) <= 0
                ? Optional.empty()
                : Optional.of("limit range " + range.getMetadata().getName() + " allows " + name + " up to "
                        + max.get(name) + ", " + asked.toPlainString() + " is wanted");
    }

    private static Map<String, BigDecimal> amounts(List<Resources> containers) {
        Map<String, BigDecimal> sums = new LinkedHashMap<>();
        for (Resources one : containers) {
            BigDecimal cpu = cores(one.scheduledCpu());
            BigDecimal memory = BigDecimal.valueOf(one.scheduledMemory().bytes());
            for (String name : List.of("cpu", "requests.cpu")) {
                sums.merge(name, cpu, BigDecimal::add);
            }
            for (String name : List.of("memory", "requests.memory")) {
                sums.merge(name, memory, BigDecimal::add);
            }
            sums.merge("limits.cpu", one.cpuLimit().map(QuotaRoom::cores).orElse(BigDecimal.ZERO), BigDecimal::add);
            sums.merge(
                    "limits.memory",
                    one.memoryLimit()
                            .map(limit -> BigDecimal.valueOf(limit.bytes()))
                            .orElse(BigDecimal.ZERO),
                    BigDecimal::add);
        }
        return sums;
    }

    private static BigDecimal cores(MilliCpu cpu) {
        return BigDecimal.valueOf(cpu.millis()).movePointLeft(3);
    }

    private static BigDecimal number(Quantity orNull) {
        return orNull == null ? BigDecimal.ZERO : orNull.getNumericalAmount();
    }
}
