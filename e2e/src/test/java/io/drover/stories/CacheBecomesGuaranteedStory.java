package io.drover.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.crds.recommendation.v1alpha1.Placement;
import io.drover.crds.recommendation.v1alpha1.RecommendationPhase;
import io.drover.stories.client.CountingClient;
import io.drover.stories.cluster.AppliedRecommendation;
import io.drover.stories.cluster.AppliedRecommendation.Resources;
import io.drover.stories.cluster.RedisWorkload;
import io.drover.stories.cluster.TestCluster;
import io.drover.stories.cluster.Waiting;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnTheCluster.class)
class CacheBecomesGuaranteedStory {

    @Test
    void aPodObjectCannotChangeItsQosClassSoTheProcessMovesIntoANewOneOnTheSameNode(TestCluster cluster)
            throws Exception {
        // Given
        var redis = RedisWorkload.deploy(cluster, cluster.freshNamespace("story-qos"), "cache");
        Pod before = redis.pod();
        try (var client = CountingClient.start(
                before.getStatus().getPodIP(), RedisWorkload.PORT, Duration.ofMillis(5), Duration.ofSeconds(60))) {
            // When
            var recommendation = AppliedRecommendation.apply(
                    cluster,
                    redis,
                    new Resources("250m", "250m", "256Mi", "256Mi"),
                    AppliedRecommendation.spec()
                            .useInPlaceVerticalScaling(true)
                            .useLiveMigration(true)
                            .placement(Placement.SAME_NODE));
            var status = recommendation.awaitEnd(Duration.ofMinutes(3));

            // Then
            assertThat(status.phase()).as(status.message()).isEqualTo(RecommendationPhase.APPLIED);
            assertThat(recommendation.reasons()).contains("QosClassChange");
            Waiting.until("the source pod is gone", () -> redis.pods().size() == 1);
            Pod after = redis.pod();
            assertThat(before.getStatus().getQosClass()).isEqualTo("Burstable");
            assertThat(after.getStatus().getQosClass()).isEqualTo("Guaranteed");
            assertThat(after.getMetadata().getUid())
                    .isNotEqualTo(before.getMetadata().getUid());
            assertThat(after.getSpec().getNodeName()).isEqualTo(before.getSpec().getNodeName());
            GoesOn.assertThatItDoes(client);
        }
    }
}
