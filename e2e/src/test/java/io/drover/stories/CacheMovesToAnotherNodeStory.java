package io.drover.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.crds.recommendation.v1alpha1.Placement;
import io.drover.crds.recommendation.v1alpha1.RecommendationPhase;
import io.drover.stories.client.CountingClient;
import io.drover.stories.client.RedisConnection;
import io.drover.stories.cluster.AppliedRecommendation;
import io.drover.stories.cluster.AppliedRecommendation.Resources;
import io.drover.stories.cluster.PodCgroup;
import io.drover.stories.cluster.RedisWorkload;
import io.drover.stories.cluster.TestCluster;
import io.drover.stories.cluster.Waiting;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnTheCluster.class)
class CacheMovesToAnotherNodeStory {

    private static final int KEYS = 64 * 1024;

    @Test
    void itKeepsItsKeysAndItsClientNoticesOnlyAPause(TestCluster cluster) throws Exception {
        // Given
        var redis = RedisWorkload.deploy(cluster, cluster.freshNamespace("story-other-node"), "cache");
        Pod before = redis.pod();
        String revision = redis.revision();
        try (var loader =
                RedisConnection.open(before.getStatus().getPodIP(), RedisWorkload.PORT, Duration.ofSeconds(30))) {
            loader.fill("key:", KEYS, 1024);
        }
        try (var client = CountingClient.start(
                before.getStatus().getPodIP(), RedisWorkload.PORT, Duration.ofMillis(5), Duration.ofSeconds(60))) {
            // When
            var recommendation = AppliedRecommendation.apply(
                    cluster,
                    redis,
                    new Resources("200m", "1", "256Mi", "512Mi"),
                    AppliedRecommendation.spec().useLiveMigration(true).placement(Placement.OTHER_NODE));
            var status = recommendation.awaitEnd(Duration.ofMinutes(3));

            // Then
            assertThat(status.phase()).as(status.message()).isEqualTo(RecommendationPhase.APPLIED);
            GoesOn.assertThatItDoes(client);
            Waiting.until("the source pod is gone", () -> redis.pods().size() == 1);
            Pod after = redis.pod();
            assertThat(after.getSpec().getNodeName())
                    .isNotEqualTo(before.getSpec().getNodeName());
            assertThat(after.getStatus().getContainerStatuses().getFirst().getRestartCount())
                    .isZero();
            assertThat(PodCgroup.of(cluster, after).memoryLimit()).isEqualTo(512L << 20);
            assertThat(PodCgroup.of(cluster, after).cpuLimitMillis()).isEqualTo(1000);
            assertThat(redis.revision()).isEqualTo(revision);
            assertThat(redis.replicaSets()).hasSize(1);
            assertThat(redis.paused()).isFalse();
            try (var reader =
                    RedisConnection.open(after.getStatus().getPodIP(), RedisWorkload.PORT, Duration.ofSeconds(30))) {
                assertThat(reader.lost("key:", KEYS, 1024)).isZero();
            }
        }
    }
}
