package io.drover.bench.migration;

import io.drover.crds.migration.v1alpha1.CheckpointRestore;
import io.drover.crds.migration.v1alpha1.CheckpointRestoreStatus;
import io.drover.crds.recommendation.v1alpha1.Fallback;
import io.drover.crds.recommendation.v1alpha1.Placement;
import io.drover.crds.recommendation.v1alpha1.RecommendationPhase;
import io.drover.crds.recommendation.v1alpha1.WorkloadRecommendation;
import io.drover.crds.recommendation.v1alpha1.WorkloadRecommendationStatus;
import io.drover.stories.cluster.AppliedRecommendation;
import io.drover.stories.cluster.AppliedRecommendation.Resources;
import io.drover.stories.cluster.RedisWorkload;
import io.drover.stories.cluster.TestCluster;
import io.drover.stories.cluster.Waiting;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.awaitility.core.ConditionTimeoutException;

/** A Redis in a pod, moved to the other node by one recommendation each time. */
final class DroverRedis implements MovableRedis {

    private static final String NAMESPACE = "bench-migration";
    private static final String NAME = "cache";
    private static final Duration LIMIT = Duration.ofMinutes(4);
    /** As much as the process without a container has: a CPU limit would slow the dump's neighbours, not CRIU. */
    private static final String CPU_LIMIT = "2";

    private final TestCluster cluster;
    private final Set<String> earlier = new HashSet<>();
    private Optional<RedisWorkload> workload = Optional.empty();

    DroverRedis(TestCluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public Endpoint startAfresh() {
        cluster.freshNamespace(NAMESPACE);
        workload = Optional.of(RedisWorkload.deploy(
                cluster,
                NAMESPACE,
                NAME,
                1,
                container -> container.withResources(new ResourceRequirementsBuilder()
                        .withRequests(RedisWorkload.resources("100m", "160Mi"))
                        .withLimits(RedisWorkload.resources(CPU_LIMIT, "512Mi"))
                        .build())));
        return endpoint();
    }

    @Override
    public Endpoint endpoint() {
        return new Endpoint(pod().getStatus().getPodIP(), RedisWorkload.PORT);
    }

    @Override
    public Outcome move(int round) {
        String from = pod().getSpec().getNodeName();
        AppliedRecommendation recommendation = AppliedRecommendation.apply(
                cluster,
                workload.orElseThrow(),
                new Resources("100m", CPU_LIMIT, (160 + round) + "Mi", "512Mi"),
                AppliedRecommendation.spec()
                        .useLiveMigration(true)
                        .useInPlaceVerticalScaling(false)
                        .fallback(Fallback.NONE)
                        .placement(Placement.OTHER_NODE)
                        .cooldown("0s")
                        .minChangePercent(0));
        String failure;
        try {
            WorkloadRecommendationStatus status = recommendation.awaitEnd(LIMIT);
            failure = status.phase() == RecommendationPhase.APPLIED
                    ? ""
                    : status.phase() + " " + recommendation.reasons() + ": " + status.message();
            Waiting.until("one pod is left", () -> workload.orElseThrow().pods().size() == 1);
        } catch (ConditionTimeoutException late) {
            failure = "no end in time: " + late.getMessage();
        }
        if (failure.isEmpty() && pod().getSpec().getNodeName().equals(from)) {
            failure = "applied, but the pod is still on " + from;
        }
        Outcome outcome = outcome(recommendation, failure);
        forget();
        return outcome;
    }

    @Override
    public void close() {
        cluster.client().namespaces().withName(NAMESPACE).delete();
    }

    /** The freeze is that of the migration which this recommendation brought. */
    private Outcome outcome(AppliedRecommendation recommendation, String failure) {
        Optional<CheckpointRestoreStatus> migration = recommendation.migrations().stream()
                .filter(found -> earlier.add(found.getMetadata().getUid()))
                .reduce((older, newest) -> newest)
                .map(CheckpointRestore::getStatus);
        String why = failure.isEmpty() && migration.isEmpty() ? "applied without a migration" : failure;
        return new Outcome(
                migration.map(CheckpointRestoreStatus::freezeMillis).orElse(null),
                why,
                migration.map(CheckpointRestoreStatus::stageMillis).orElse(Map.of()));
    }

    private void forget() {
        var recommendation = cluster.client()
                .resources(WorkloadRecommendation.class)
                .inNamespace(NAMESPACE)
                .withName(NAME);
        recommendation.delete();
        Waiting.until("the recommendation is gone", () -> recommendation.get() == null);
    }

    private Pod pod() {
        return workload.orElseThrow().pod();
    }
}
