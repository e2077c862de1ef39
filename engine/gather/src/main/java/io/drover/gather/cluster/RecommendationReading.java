package io.drover.gather.cluster;

import io.drover.crds.recommendation.v1alpha1.ContainerRecommendation;
import io.drover.crds.recommendation.v1alpha1.ResourceRecommendation;
import io.drover.crds.recommendation.v1alpha1.WorkloadRecommendation;
import io.drover.crds.recommendation.v1alpha1.WorkloadRecommendationSpec;
import io.drover.rules.facts.Fallback;
import io.drover.rules.facts.History;
import io.drover.rules.facts.Placement;
import io.drover.rules.facts.Recommendation;
import io.drover.rules.facts.Resources;
import io.drover.values.ByteSize;
import io.drover.values.ContainerName;
import io.drover.values.MilliCpu;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Turns a recommendation and its predecessors into facts. */
final class RecommendationReading {

    private RecommendationReading() {}

    static Recommendation of(WorkloadRecommendation written, PodTemplateSpec template, Instant now) {
        WorkloadRecommendationSpec spec = written.getSpec();
        Set<String> known = template.getSpec().getContainers().stream()
                .map(Container::getName)
                .collect(Collectors.toSet());
        return new Recommendation(
                written.getMetadata().getNamespace(),
                written.getMetadata().getName(),
                age(written.getMetadata().getCreationTimestamp(), now),
                spec.useInPlaceVerticalScaling(),
                spec.useLiveMigration(),
                switch (spec.fallback()) {
                    case ROLLING_RESTART -> Fallback.ROLLING_RESTART;
                    case NONE -> Fallback.NONE;
                },
                switch (spec.placement()) {
                    case SAME_NODE -> Placement.SAME_NODE;
                    case OTHER_NODE -> Placement.OTHER_NODE;
                    case ANY -> Placement.ANY;
                },
                false,
                spec.cooldownTime(),
                spec.minChangePercent(),
                Set.copyOf(spec.waivers()),
                spec.priority(),
                spec.dryRun(),
                spec.suspend(),
                resources(spec).entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(entry -> entry.getKey() + ": " + entry.getValue())
                        .toList(),
                spec.containerRecommendations().stream()
                        .map(ContainerRecommendation::containerName)
                        .filter(name -> !known.contains(name))
                        .toList());
    }

    /** What the recommendation says about each container. */
    static Map<ContainerName, Resources> resources(WorkloadRecommendationSpec spec) {
        Map<ContainerName, Resources> resources = new HashMap<>();
        for (ContainerRecommendation one : spec.containerRecommendations()) {
            resources.put(
                    new ContainerName(one.containerName()),
                    new Resources(
                            request(one.cpu(), MilliCpu::parse),
                            limit(one.cpu(), MilliCpu::parse),
                            request(one.memory(), ByteSize::parse),
                            limit(one.memory(), ByteSize::parse)));
        }
        return resources;
    }

    /** What earlier recommendations for the same workload, and this one's own earlier spec, have come to. */
    static History history(WorkloadRecommendation own, List<WorkloadRecommendation> all, Instant now) {
        return all.stream()
                .filter(other -> other.getSpec()
                        .targetRef()
                        .kind()
                        .equals(own.getSpec().targetRef().kind()))
                .filter(other -> other.getSpec()
                        .targetRef()
                        .name()
                        .equals(own.getSpec().targetRef().name()))
                .filter(other -> other.getStatus() != null && other.getStatus().appliedAt() != null)
                .max(Comparator.comparing(RecommendationReading::appliedAt))
                .map(last -> new History(
                        Optional.of(positive(Duration.between(appliedAt(last), now))),
                        Optional.of(last.getStatus().phase().written()),
                        0,
                        Duration.ZERO))
                .orElse(History.NONE);
    }

    static Duration age(String timestamp, Instant now) {
        return timestamp == null ? Duration.ZERO : positive(Duration.between(Instant.parse(timestamp), now));
    }

    private static Instant appliedAt(WorkloadRecommendation one) {
        return one.getStatus() == null || one.getStatus().appliedAt() == null
                ? Instant.EPOCH
                : Instant.parse(one.getStatus().appliedAt());
    }

    private static Duration positive(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }

    private static <T> Optional<T> request(ResourceRecommendation orNull, Function<String, T> parse) {
        return orNull == null
                ? Optional.empty()
                : Optional.ofNullable(orNull.request()).map(parse);
    }

    private static <T> Optional<T> limit(ResourceRecommendation orNull, Function<String, T> parse) {
        return orNull == null
                ? Optional.empty()
                : Optional.ofNullable(orNull.limit()).map(parse);
    }
}
