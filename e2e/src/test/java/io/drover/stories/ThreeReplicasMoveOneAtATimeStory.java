package io.drover.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.crds.recommendation.v1alpha1.PodResult;
import io.drover.crds.recommendation.v1alpha1.PodResultPhase;
import io.drover.crds.recommendation.v1alpha1.RecommendationPhase;
import io.drover.stories.cluster.AppliedRecommendation;
import io.drover.stories.cluster.AppliedRecommendation.Resources;
import io.drover.stories.cluster.RedisWorkload;
import io.drover.stories.cluster.TestCluster;
import io.drover.stories.cluster.Waiting;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnTheCluster.class)
class ThreeReplicasMoveOneAtATimeStory {

    private static final int REPLICAS = 3;

    @Test
    void thereAreNeverFewerReadyOrMovingPodsThanReplicas(TestCluster cluster) {
        // Given
        var redis = RedisWorkload.deploy(
                cluster, cluster.freshNamespace("story-three"), "cache", REPLICAS, UnaryOperator.identity());
        var fewest = new AtomicInteger(REPLICAS);
        var mostMoving = new AtomicInteger();

        // When
        var recommendation = AppliedRecommendation.apply(
                cluster,
                redis,
                new Resources("100m", "1", "192Mi", "384Mi"),
                AppliedRecommendation.spec().useLiveMigration(true));
        var status = recommendation.awaitEnd(Duration.ofMinutes(6), seen -> {
            int moving = recommendation.moving();
            mostMoving.accumulateAndGet(moving, Math::max);
            fewest.accumulateAndGet(readyPods(redis) + moving, Math::min);
        });

        // Then
        assertThat(status.phase()).as(status.message()).isEqualTo(RecommendationPhase.APPLIED);
        assertThat(fewest).hasValueGreaterThanOrEqualTo(REPLICAS);
        assertThat(mostMoving).hasValue(1);
        assertThat(Objects.requireNonNull(status.rollingCheckpoint()).podResults())
                .hasSize(REPLICAS)
                .extracting(PodResult::phase)
                .containsOnly(PodResultPhase.COMPLETED);
        assertThat(recommendation.migrations()).hasSize(REPLICAS);
        Waiting.until("the sources are gone", () -> redis.pods().size() == REPLICAS);
        assertThat(redis.replicaSets()).hasSize(1);
        assertThat(redis.paused()).isFalse();
    }

    private static int readyPods(RedisWorkload redis) {
        return (int) redis.pods().stream()
                .filter(ThreeReplicasMoveOneAtATimeStory::ready)
                .count();
    }

    private static boolean ready(Pod pod) {
        return pod.getStatus().getConditions().stream()
                .anyMatch(condition -> condition.getType().equals("Ready")
                        && condition.getStatus().equals("True"));
    }
}
