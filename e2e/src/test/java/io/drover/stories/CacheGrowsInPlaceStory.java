package io.drover.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.crds.recommendation.v1alpha1.RecommendationPhase;
import io.drover.stories.cluster.AppliedRecommendation;
import io.drover.stories.cluster.AppliedRecommendation.Resources;
import io.drover.stories.cluster.PodCgroup;
import io.drover.stories.cluster.RedisWorkload;
import io.drover.stories.cluster.TestCluster;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnTheCluster.class)
class CacheGrowsInPlaceStory {

    @Test
    void thePodStaysAndItsTemplateFollowsWithoutARollout(TestCluster cluster) {
        // Given
        var redis = RedisWorkload.deploy(cluster, cluster.freshNamespace("story-in-place"), "cache");
        Pod before = redis.pod();
        String revision = redis.revision();

        // When
        var recommendation = AppliedRecommendation.apply(
                cluster,
                redis,
                new Resources("200m", "1", "256Mi", "512Mi"),
                AppliedRecommendation.spec().useInPlaceVerticalScaling(true));
        var status = recommendation.awaitEnd(Duration.ofMinutes(2));

        // Then
        assertThat(status.phase()).as(status.message()).isEqualTo(RecommendationPhase.APPLIED);
        Pod after = redis.pod();
        assertThat(after.getMetadata().getUid()).isEqualTo(before.getMetadata().getUid());
        assertThat(after.getStatus().getContainerStatuses().getFirst().getRestartCount())
                .isZero();
        assertThat(PodCgroup.of(cluster, after).memoryLimit()).isEqualTo(512L << 20);
        assertThat(PodCgroup.of(cluster, after).cpuLimitMillis()).isEqualTo(1000);
        assertThat(redis.templateLimits()).isEqualTo(RedisWorkload.resources("1", "512Mi"));
        assertThat(redis.revision()).isEqualTo(revision);
        assertThat(redis.replicaSets()).hasSize(1);
        assertThat(redis.paused()).isFalse();
    }
}
