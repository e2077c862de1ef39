package io.drover.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.crds.migration.v1alpha1.MigrationPhase;
import io.drover.crds.recommendation.v1alpha1.Fallback;
import io.drover.crds.recommendation.v1alpha1.Placement;
import io.drover.crds.recommendation.v1alpha1.RecommendationPhase;
import io.drover.crds.recommendation.v1alpha1.WorkloadRecommendationStatus;
import io.drover.stories.client.CountingClient;
import io.drover.stories.cluster.AppliedRecommendation;
import io.drover.stories.cluster.AppliedRecommendation.Resources;
import io.drover.stories.cluster.PodCgroup;
import io.drover.stories.cluster.RedisWorkload;
import io.drover.stories.cluster.Sabotage;
import io.drover.stories.cluster.TestCluster;
import io.drover.stories.cluster.Waiting;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnTheCluster.class)
class WhenAMoveIsNotPossibleStory {

    private static final Resources BIGGER = new Resources("200m", "1", "256Mi", "512Mi");
    private static final Duration LIMIT = Duration.ofMinutes(4);

    @Test
    void anotherImageThanTheTemplatesMeansARestart(TestCluster cluster) {
        // Given
        var redis = RedisWorkload.deploy(cluster, cluster.freshNamespace("story-image"), "cache");
        runAnotherImage(cluster, redis);

        // When
        var recommendation = recommend(cluster, redis, Fallback.ROLLING_RESTART);
        var status = recommendation.awaitEnd(LIMIT);

        // Then
        assertThatItWasRestarted(cluster, redis, status, "ImageMismatch");
    }

    @Test
    void anotherImageWithoutAFallbackLeavesTheWorkloadAlone(TestCluster cluster) {
        // Given
        var redis = RedisWorkload.deploy(cluster, cluster.freshNamespace("story-image-none"), "cache");
        runAnotherImage(cluster, redis);
        Pod before = redis.pod();
        String version = redis.deployment().getMetadata().getResourceVersion();

        // When
        var recommendation = recommend(cluster, redis, Fallback.NONE);
        var status = recommendation.awaitEnd(LIMIT);

        // Then
        assertThatItWasLeftAlone(redis, version, recommendation, status, "ImageMismatch");
        assertThat(redis.pod().getMetadata().getUid())
                .isEqualTo(before.getMetadata().getUid());
    }

    @Test
    void aWorkloadWithoutRunningPodsGetsItsResourcesAllTheSame(TestCluster cluster) {
        // Given
        var redis = RedisWorkload.deploy(cluster, cluster.freshNamespace("story-no-pods"), "cache");
        scaleToNothing(cluster, redis);

        // When
        var recommendation = recommend(cluster, redis, Fallback.ROLLING_RESTART);
        var status = recommendation.awaitEnd(LIMIT);

        // Then
        assertThat(status.phase()).as(status.message()).isEqualTo(RecommendationPhase.APPLIED_WITH_RESTART_FALLBACK);
        assertThat(status.liveMigrationDegraded()).isTrue();
        assertThat(status.message()).contains("NoRunningPods");
        assertThat(redis.templateLimits()).isEqualTo(RedisWorkload.resources("1", "512Mi"));
    }

    @Test
    void aWorkloadWithoutRunningPodsAndWithoutAFallbackIsLeftAlone(TestCluster cluster) {
        // Given
        var redis = RedisWorkload.deploy(cluster, cluster.freshNamespace("story-no-pods-none"), "cache");
        scaleToNothing(cluster, redis);
        String version = redis.deployment().getMetadata().getResourceVersion();

        // When
        var recommendation = recommend(cluster, redis, Fallback.NONE);
        var status = recommendation.awaitEnd(LIMIT);

        // Then
        assertThatItWasLeftAlone(redis, version, recommendation, status, "NoRunningPods");
        assertThat(redis.pods()).isEmpty();
    }

    @Test
    void anAgentThatDoesNotAnswerMeansARestart(TestCluster cluster) {
        // Given
        var redis = RedisWorkload.deploy(cluster, cluster.freshNamespace("story-no-agent"), "cache");
        try (Sabotage sabotage = new Sabotage(cluster)) {
            sabotage.stopAgentOn(redis.pod().getSpec().getNodeName());

            // When
            var recommendation = recommend(cluster, redis, Fallback.ROLLING_RESTART);
            var status = recommendation.awaitEnd(LIMIT);

            // Then
            assertThatItWasRestarted(cluster, redis, status, "NoAgentOnNode");
        }
    }

    @Test
    void anAgentThatDoesNotAnswerWithoutAFallbackLeavesTheWorkloadAlone(TestCluster cluster) {
        // Given
        var redis = RedisWorkload.deploy(cluster, cluster.freshNamespace("story-no-agent-none"), "cache");
        Pod before = redis.pod();
        String version = redis.deployment().getMetadata().getResourceVersion();
        try (Sabotage sabotage = new Sabotage(cluster)) {
            sabotage.stopAgentOn(before.getSpec().getNodeName());

            // When
            var recommendation = recommend(cluster, redis, Fallback.NONE);
            var status = recommendation.awaitEnd(LIMIT);

            // Then
            assertThatItWasLeftAlone(redis, version, recommendation, status, "NoAgentOnNode");
            assertThat(redis.pod().getMetadata().getUid())
                    .isEqualTo(before.getMetadata().getUid());
        }
    }

    @Test
    void aRestoreThatFailsIsThawedFirstAndThenRestarted(TestCluster cluster) throws Exception {
        // Given
        var redis = RedisWorkload.deploy(cluster, cluster.freshNamespace("story-restore"), "cache");
        try (Sabotage sabotage = new Sabotage(cluster);
                var client = countsOn(redis)) {
            sabotage.breakCriuOn(otherNodeThan(redis.pod()));

            // When
            var recommendation = recommend(cluster, redis, Fallback.ROLLING_RESTART);
            var status = recommendation.awaitEnd(LIMIT);

            // Then
            assertThatItWasRestarted(cluster, redis, status, "RestoreFailed");
            Waiting.until(
                    "the old pod has closed the connection",
                    () -> !client.seen().unbroken());
            assertThat(client.seen().longestGap()).as("the freeze").isGreaterThan(Duration.ofMillis(100));
            assertThat(client.seen().answersSince())
                    .as("answers of the thawed source, before the restart")
                    .isGreaterThan(20);
            assertThatTheThawCameBeforeTheRestart(redis, recommendation);
        }
    }

    @Test
    void aRestoreThatFailsWithoutAFallbackThawsTheSourceAndItsClientGoesOn(TestCluster cluster) throws Exception {
        // Given
        var redis = RedisWorkload.deploy(cluster, cluster.freshNamespace("story-restore-none"), "cache");
        Pod before = redis.pod();
        Map<String, ?> limits = redis.templateLimits();
        try (Sabotage sabotage = new Sabotage(cluster);
                var client = countsOn(redis)) {
            sabotage.breakCriuOn(otherNodeThan(before));

            // When
            var recommendation = recommend(cluster, redis, Fallback.NONE);
            var status = recommendation.awaitEnd(LIMIT);

            // Then
            assertThat(status.phase()).as(status.message()).isEqualTo(RecommendationPhase.FAILED);
            assertThat(status.message()).contains("RestoreFailed");
            GoesOn.assertThatItDoes(client);
            Waiting.until("the replacement is gone", () -> redis.pods().size() == 1);
            Pod after = redis.pod();
            assertThat(after.getMetadata().getUid())
                    .isEqualTo(before.getMetadata().getUid());
            assertThat(after.getMetadata().getLabels()).containsKey("pod-template-hash");
            assertThat(redis.templateLimits()).isEqualTo(limits);
            assertThat(redis.paused()).isFalse();
        }
    }

    /** By the API server's own times, in whole seconds: the client's answers say what happened within one. */
    private static void assertThatTheThawCameBeforeTheRestart(
            RedisWorkload redis, AppliedRecommendation recommendation) {
        var migration = recommendation.migrations().getFirst();
        Instant undone =
                Instant.parse(Objects.requireNonNull(migration.getStatus().endedAt()));
        assertThat(migration.getStatus().phase()).isEqualTo(MigrationPhase.ROLLED_BACK);
        assertThat(Instant.parse(redis.pod().getMetadata().getCreationTimestamp()))
                .isAfterOrEqualTo(undone.truncatedTo(ChronoUnit.SECONDS));
    }

    private static void scaleToNothing(TestCluster cluster, RedisWorkload redis) {
        cluster.client()
                .apps()
                .deployments()
                .inNamespace(redis.namespace())
                .withName(redis.name())
                .scale(0);
        Waiting.until(
                "no pod is left",
                () -> redis.pods().isEmpty()
                        && Objects.requireNonNullElse(
                                        redis.deployment().getStatus().getReplicas(), 0)
                                == 0);
    }

    private static void assertThatItWasLeftAlone(
            RedisWorkload redis,
            String version,
            AppliedRecommendation recommendation,
            WorkloadRecommendationStatus status,
            String reason) {
        assertThat(status.phase()).as(status.message()).isEqualTo(RecommendationPhase.SKIPPED);
        assertThat(recommendation.reasons()).contains(reason);
        assertThat(recommendation.migrations()).isEmpty();
        assertThat(redis.deployment().getMetadata().getResourceVersion()).isEqualTo(version);
    }

    private static AppliedRecommendation recommend(TestCluster cluster, RedisWorkload redis, Fallback fallback) {
        return AppliedRecommendation.apply(
                cluster,
                redis,
                BIGGER,
                AppliedRecommendation.spec()
                        .useLiveMigration(true)
                        .placement(Placement.OTHER_NODE)
                        .fallback(fallback));
    }

    private static CountingClient countsOn(RedisWorkload redis) throws java.io.IOException {
        return CountingClient.start(
                redis.pod().getStatus().getPodIP(), RedisWorkload.PORT, Duration.ofMillis(5), Duration.ofSeconds(60));
    }

    private static String otherNodeThan(Pod pod) {
        return TestCluster.otherThan(pod.getSpec().getNodeName());
    }

    private static void runAnotherImage(TestCluster cluster, RedisWorkload redis) {
        cluster.node(
                redis.pod().getSpec().getNodeName(),
                "ctr",
                "--namespace=k8s.io",
                "images",
                "tag",
                "--force",
                RedisWorkload.IMAGE,
                RedisWorkload.OTHER_IMAGE);
        cluster.client()
                .pods()
                .inNamespace(redis.namespace())
                .withName(redis.pod().getMetadata().getName())
                .edit(pod -> pod.edit()
                        .editSpec()
                        .editFirstContainer()
                        .withImage(RedisWorkload.OTHER_IMAGE)
                        .endContainer()
                        .endSpec()
                        .build());
        Waiting.until("the pod runs the other image", () -> {
            var status = redis.pod().getStatus().getContainerStatuses().getFirst();
            return status.getReady() && status.getRestartCount() > 0;
        });
    }

    private static void assertThatItWasRestarted(
            TestCluster cluster, RedisWorkload redis, WorkloadRecommendationStatus status, String reason) {
        assertThat(status.phase()).as(status.message()).isEqualTo(RecommendationPhase.APPLIED_WITH_RESTART_FALLBACK);
        assertThat(status.liveMigrationDegraded()).isTrue();
        assertThat(status.message()).contains(reason);
        Waiting.until("one ready pod is left", () -> redis.pods().size() == 1 && redis.readyReplicas() == 1);
        assertThat(PodCgroup.of(cluster, redis.pod()).memoryLimit()).isEqualTo(512L << 20);
        assertThat(redis.paused()).isFalse();
    }
}
