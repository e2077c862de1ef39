package io.drover.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.crds.recommendation.v1alpha1.PodAction;
import io.drover.crds.recommendation.v1alpha1.PodDecision;
import io.drover.crds.recommendation.v1alpha1.RecommendationPhase;
import io.drover.stories.cluster.AppliedRecommendation;
import io.drover.stories.cluster.AppliedRecommendation.Resources;
import io.drover.stories.cluster.RedisWorkload;
import io.drover.stories.cluster.TestCluster;
import io.drover.stories.cluster.Waiting;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnTheCluster.class)
class DryRunTouchesNothingStory {

    @Test
    void itSaysWhatWouldHappenAndChangesNothing(TestCluster cluster) {
        // Given
        var redis = RedisWorkload.deploy(cluster, cluster.freshNamespace("story-dry-run"), "cache");
        String deployment = redis.deployment().getMetadata().getResourceVersion();
        String replicaSet = redis.replicaSets().getFirst().getMetadata().getResourceVersion();
        String pod = redis.pod().getMetadata().getResourceVersion();

        // When
        var recommendation = AppliedRecommendation.apply(
                cluster,
                redis,
                new Resources("200m", "1", "256Mi", "512Mi"),
                AppliedRecommendation.spec()
                        .useInPlaceVerticalScaling(true)
                        .useLiveMigration(true)
                        .dryRun(true));
        Waiting.until(
                "a decision is there",
                Duration.ofMinutes(1),
                () -> recommendation.status().decision() != null);

        // Then
        var status = recommendation.status();
        assertThat(status.phase()).isNotEqualTo(RecommendationPhase.APPLIED);
        assertThat(Objects.requireNonNull(status.decision()).pods())
                .extracting(PodDecision::action)
                .containsExactly(PodAction.IN_PLACE_RESIZE);
        assertThat(redis.deployment().getMetadata().getResourceVersion()).isEqualTo(deployment);
        assertThat(redis.replicaSets().getFirst().getMetadata().getResourceVersion())
                .isEqualTo(replicaSet);
        assertThat(redis.pod().getMetadata().getResourceVersion()).isEqualTo(pod);
    }
}
