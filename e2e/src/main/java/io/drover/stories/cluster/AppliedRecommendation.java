package io.drover.stories.cluster;

import io.drover.crds.migration.v1alpha1.CheckpointRestore;
import io.drover.crds.migration.v1alpha1.MigrationPhase;
import io.drover.crds.recommendation.v1alpha1.ContainerRecommendation;
import io.drover.crds.recommendation.v1alpha1.DecisiveReason;
import io.drover.crds.recommendation.v1alpha1.PodDecision;
import io.drover.crds.recommendation.v1alpha1.RecommendationPhase;
import io.drover.crds.recommendation.v1alpha1.ResourceRecommendation;
import io.drover.crds.recommendation.v1alpha1.TargetRef;
import io.drover.crds.recommendation.v1alpha1.WorkloadRecommendation;
import io.drover.crds.recommendation.v1alpha1.WorkloadRecommendationSpec;
import io.drover.crds.recommendation.v1alpha1.WorkloadRecommendationSpecBuilder;
import io.drover.crds.recommendation.v1alpha1.WorkloadRecommendationStatus;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/** A recommendation that somebody applied to the cluster, and what became of it. */
public final class AppliedRecommendation {

    private static final Set<RecommendationPhase> ENDED = Set.of(
            RecommendationPhase.APPLIED,
            RecommendationPhase.APPLIED_WITH_RESTART_FALLBACK,
            RecommendationPhase.PARTIAL_FAILURE,
            RecommendationPhase.FAILED,
            RecommendationPhase.SKIPPED);

    private final TestCluster cluster;
    private final String namespace;
    private final String name;

    private AppliedRecommendation(TestCluster cluster, String namespace, String name) {
        this.cluster = cluster;
        this.namespace = namespace;
        this.name = name;
    }

    /** Applies a recommendation for a Redis with these requests and limits; {@code spec} has the workload as its target. */
    public static AppliedRecommendation apply(
            TestCluster cluster, RedisWorkload redis, Resources resources, WorkloadRecommendationSpecBuilder spec) {
        WorkloadRecommendation recommendation = new WorkloadRecommendation();
        recommendation.setMetadata(new ObjectMetaBuilder()
                .withNamespace(redis.namespace())
                .withName(redis.name())
                .build());
        recommendation.setSpec(spec.targetRef(TargetRef.deployment(redis.name()))
                .containerRecommendations(List.of(new ContainerRecommendation(
                        "redis",
                        new ResourceRecommendation(resources.cpuRequest(), resources.cpuLimit()),
                        new ResourceRecommendation(resources.memoryRequest(), resources.memoryLimit()))))
                .build());
        cluster.client().resource(recommendation).create();
        return of(cluster, redis.namespace(), redis.name());
    }

    /** A recommendation that is there already. */
    public static AppliedRecommendation of(TestCluster cluster, String namespace, String name) {
        return new AppliedRecommendation(cluster, namespace, name);
    }

    /** A spec in which everything but the target and the resources has its default. */
    public static WorkloadRecommendationSpecBuilder spec() {
        return WorkloadRecommendationSpec.builder();
    }

    /** Its name, which is its workload's. */
    public String name() {
        return name;
    }

    /** The status now; that of a new recommendation while there is none. */
    public WorkloadRecommendationStatus status() {
        WorkloadRecommendation recommendation = Objects.requireNonNull(cluster.client()
                .resources(WorkloadRecommendation.class)
                .inNamespace(namespace)
                .withName(name)
                .get());
        WorkloadRecommendationStatus status = recommendation.getStatus();
        return status == null ? WorkloadRecommendationStatus.pending() : status;
    }

    /** Waits until it is applied, failed or skipped, and gives the status. */
    public WorkloadRecommendationStatus awaitEnd(Duration limit) {
        return awaitEnd(limit, status -> {});
    }

    /** The same, and shows every status on the way. */
    public WorkloadRecommendationStatus awaitEnd(Duration limit, Consumer<WorkloadRecommendationStatus> shown) {
        Waiting.until(name + " is dealt with", limit, () -> {
            WorkloadRecommendationStatus status = status();
            shown.accept(status);
            return ENDED.contains(status.phase()) && !status.debts().owed();
        });
        return status();
    }

    /** The migrations that belong to workloads of this namespace, the oldest first. */
    public List<CheckpointRestore> migrations() {
        return cluster.client().resources(CheckpointRestore.class).inNamespace(namespace).list().getItems().stream()
                .sorted((one, other) -> one.getMetadata()
                        .getCreationTimestamp()
                        .compareTo(other.getMetadata().getCreationTimestamp()))
                .toList();
    }

    /** Whether a migration is in this phase or in a later one. */
    public boolean cameTo(MigrationPhase phase) {
        return migrations().stream()
                .map(CheckpointRestore::getStatus)
                .anyMatch(status -> status != null && status.phase().compareTo(phase) >= 0);
    }

    /** How many migrations are under way. */
    public int moving() {
        return (int) migrations().stream()
                .filter(migration ->
                        migration.getStatus() == null || migration.getStatus().endedAt() == null)
                .count();
    }

    /** The codes of all decisive reasons. */
    public List<String> reasons() {
        var decision = status().decision();
        return decision == null
                ? List.of()
                : decision.pods().stream()
                        .map(PodDecision::reasons)
                        .flatMap(List::stream)
                        .map(DecisiveReason::reason)
                        .distinct()
                        .toList();
    }

    /** Requests and limits of one container as Kubernetes writes them. */
    public record Resources(String cpuRequest, String cpuLimit, String memoryRequest, String memoryLimit) {}
}
