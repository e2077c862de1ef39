package io.drover.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.crds.migration.v1alpha1.MigrationPhase;
import io.drover.crds.recommendation.v1alpha1.Fallback;
import io.drover.crds.recommendation.v1alpha1.Placement;
import io.drover.crds.recommendation.v1alpha1.RecommendationPhase;
import io.drover.stories.client.CountingClient;
import io.drover.stories.cluster.AppliedRecommendation;
import io.drover.stories.cluster.AppliedRecommendation.Resources;
import io.drover.stories.cluster.Leftovers;
import io.drover.stories.cluster.RedisWorkload;
import io.drover.stories.cluster.TestCluster;
import io.drover.stories.cluster.Waiting;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(OnTheCluster.class)
class OperatorDiesInTheMiddleStory {

    /** Phases in which the operators are killed; the story does not mind when the migration was quicker. */
    @ParameterizedTest
    @EnumSource(names = {"PREPARING", "AWAITING_TARGET", "FREEZING", "HANDED_OVER"})
    void theNextLeaderFinishesOrRollsBackAndNothingStays(MigrationPhase phase, TestCluster cluster) throws Exception {
        // Given
        var redis = RedisWorkload.deploy(
                cluster,
                cluster.freshNamespace("story-operator-" + phase.written().toLowerCase(Locale.ROOT)),
                "cache");
        try (var client = CountingClient.start(
                redis.pod().getStatus().getPodIP(), RedisWorkload.PORT, Duration.ofMillis(5), Duration.ofMinutes(2))) {
            var recommendation = AppliedRecommendation.apply(
                    cluster,
                    redis,
                    new Resources("200m", "1", "256Mi", "512Mi"),
                    AppliedRecommendation.spec()
                            .useLiveMigration(true)
                            .placement(Placement.OTHER_NODE)
                            .fallback(Fallback.NONE));
            Waiting.until("the migration has come to " + phase, () -> recommendation.cameTo(phase));

            // When
            for (String node : TestCluster.NODES) {
                cluster.node(node, "sh", "-c", "pkill -KILL -f [o]pt/drover/operator/operator.jar || true");
            }

            // Then
            var status = recommendation.awaitEnd(Duration.ofMinutes(5));
            assertThat(status.phase())
                    .as(status.message())
                    .isIn(RecommendationPhase.APPLIED, RecommendationPhase.FAILED);
            assertThat(status.debts().owed()).isFalse();
            assertThat(redis.paused()).isFalse();
            Waiting.until("one ready pod is left", () -> redis.pods().size() == 1 && redis.readyReplicas() == 1);
            assertThat(redis.pod().getMetadata().getLabels()).containsKey("pod-template-hash");
            GoesOn.assertThatItDoes(client);
        }
        new Leftovers(cluster).awaitNone(redis.namespace(), Duration.ofMinutes(2));
    }
}
