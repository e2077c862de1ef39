package io.drover.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.crds.recommendation.v1alpha1.Fallback;
import io.drover.crds.recommendation.v1alpha1.Placement;
import io.drover.crds.recommendation.v1alpha1.RecommendationPhase;
import io.drover.stories.client.CountingClient;
import io.drover.stories.cluster.AppliedRecommendation;
import io.drover.stories.cluster.AppliedRecommendation.Resources;
import io.drover.stories.cluster.Leftovers;
import io.drover.stories.cluster.RedisWorkload;
import io.drover.stories.cluster.Sabotage;
import io.drover.stories.cluster.TestCluster;
import io.drover.stories.cluster.Waiting;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Something happens to the image on its way: nobody restores half a process, and the whole one goes on where it was. */
@ExtendWith(OnTheCluster.class)
class ImageDoesNotArriveStory {

    private static final Duration LIMIT = Duration.ofMinutes(3);

    @Test
    void aTruncatedImageIsNeverRestored(TestCluster cluster) throws IOException {
        try (Moving moving = new Moving(cluster, "story-truncated");
                Sabotage sabotage = new Sabotage(cluster)) {
            // Given
            sabotage.cutImagesTo(moving.target(), 1 << 20);

            // When
            var recommendation = moving.recommended();

            // Then
            moving.assertThatTheSourceGoesOn(recommendation, List.of("ImageIncomplete", "PeerUnreachable"));
            sabotage.repair();
            moving.assertThatNothingIsLeft();
        }
    }

    @Test
    void aDiskThatIsTooSmallIsSeenBeforeAnythingIsTouched(TestCluster cluster) throws IOException {
        try (Moving moving = new Moving(cluster, "story-disk-small");
                Sabotage sabotage = new Sabotage(cluster)) {
            // Given
            sabotage.giveImagesOfNode(moving.target(), "1m");

            // When
            var recommendation = moving.recommended();
            var status = recommendation.awaitEnd(LIMIT);

            // Then
            assertThat(status.phase()).as(status.message()).isEqualTo(RecommendationPhase.SKIPPED);
            assertThat(recommendation.reasons()).contains("NoCapableTarget");
            assertThat(recommendation.migrations()).isEmpty();
        }
    }

    /** A Redis with a client, which is to go to the other node. */
    private static final class Moving implements AutoCloseable {

        private final TestCluster cluster;
        private final RedisWorkload redis;
        private final Pod source;
        private final CountingClient client;

        private Moving(TestCluster cluster, String namespace) throws IOException {
            this.cluster = cluster;
            this.redis = RedisWorkload.deploy(cluster, cluster.freshNamespace(namespace), "cache");
            this.source = redis.pod();
            this.client = CountingClient.start(
                    source.getStatus().getPodIP(), RedisWorkload.PORT, Duration.ofMillis(5), Duration.ofMinutes(2));
        }

        private String target() {
            return TestCluster.otherThan(source.getSpec().getNodeName());
        }

        private AppliedRecommendation recommended() {
            return AppliedRecommendation.apply(
                    cluster,
                    redis,
                    new Resources("200m", "1", "256Mi", "512Mi"),
                    AppliedRecommendation.spec()
                            .useLiveMigration(true)
                            .placement(Placement.OTHER_NODE)
                            .fallback(Fallback.NONE));
        }

        private void assertThatTheSourceGoesOn(AppliedRecommendation recommendation, List<String> reasons) {
            var status = recommendation.awaitEnd(LIMIT);
            assertThat(status.phase()).as(status.message()).isEqualTo(RecommendationPhase.FAILED);
            assertThat(reasons).as(status.message()).anyMatch(status.message()::contains);
            assertThat(status.conditions())
                    .anySatisfy(condition -> assertThat(reasons).anyMatch(condition.getMessage()::contains));
            assertThat(cluster.warnings(redis.namespace()))
                    .anySatisfy(warning -> assertThat(reasons).anyMatch(warning::contains));
            GoesOn.assertThatItDoes(client);
            Waiting.until("the source is the one pod", () -> redis.pods().size() == 1);
            assertThat(redis.pod().getMetadata().getUid())
                    .isEqualTo(source.getMetadata().getUid());
            assertThat(redis.templateLimits()).isEqualTo(RedisWorkload.resources("500m", "320Mi"));
        }

        private void assertThatNothingIsLeft() {
            new Leftovers(cluster).awaitNone(redis.namespace(), LIMIT);
        }

        @Override
        public void close() throws IOException {
            client.close();
        }
    }
}
