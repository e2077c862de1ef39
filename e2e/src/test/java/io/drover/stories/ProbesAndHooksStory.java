package io.drover.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.crds.recommendation.v1alpha1.Placement;
import io.drover.crds.recommendation.v1alpha1.RecommendationPhase;
import io.drover.stories.client.CountingClient;
import io.drover.stories.client.RedisConnection;
import io.drover.stories.cluster.AppliedRecommendation;
import io.drover.stories.cluster.AppliedRecommendation.Resources;
import io.drover.stories.cluster.RedisWorkload;
import io.drover.stories.cluster.TestCluster;
import io.drover.stories.cluster.Waiting;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.LifecycleHandler;
import io.fabric8.kubernetes.api.model.LifecycleHandlerBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(OnTheCluster.class)
class ProbesAndHooksStory {

    private static final String HOOK_RAN = "hook-ran";

    static Stream<Named<UnaryOperator<ContainerBuilder>>> watchedAndHooked() {
        return Stream.of(
                Named.of(
                        "tcp probe, exec hook",
                        container -> container
                                .withLivenessProbe(everySecond()
                                        .withNewTcpSocket()
                                        .withNewPort(RedisWorkload.PORT)
                                        .endTcpSocket()
                                        .build())
                                .withNewLifecycle()
                                .withPreStop(execHook())
                                .endLifecycle()),
                Named.of(
                        "exec probe, http hook",
                        container -> container
                                .withLivenessProbe(everySecond()
                                        .withNewExec()
                                        .withCommand("redis-cli", "ping")
                                        .endExec()
                                        .withTimeoutSeconds(2)
                                        .build())
                                .withNewLifecycle()
                                .withPreStop(new LifecycleHandlerBuilder()
                                        .withNewHttpGet()
                                        .withNewPort(RedisWorkload.PORT)
                                        .withPath("/" + HOOK_RAN)
                                        .endHttpGet()
                                        .build())
                                .endLifecycle()),
                Named.of(
                        "tcp probe, sleep hook",
                        container -> container
                                .withLivenessProbe(everySecond()
                                        .withNewTcpSocket()
                                        .withNewPort(RedisWorkload.PORT)
                                        .endTcpSocket()
                                        .build())
                                .withNewLifecycle()
                                .withPreStop(new LifecycleHandlerBuilder()
                                        .withNewSleep()
                                        .withSeconds(2L)
                                        .endSleep()
                                        .build())
                                .endLifecycle()));
    }

    @ParameterizedTest
    @MethodSource("watchedAndHooked")
    void nothingRestartsNoHookRunsAndThereIsNoSecondCopy(UnaryOperator<ContainerBuilder> watched, TestCluster cluster)
            throws Exception {
        // Given
        var redis = RedisWorkload.deploy(cluster, cluster.freshNamespace("story-probes"), "cache", 1, watched);
        Pod before = redis.pod();
        try (var client = CountingClient.start(
                before.getStatus().getPodIP(), RedisWorkload.PORT, Duration.ofMillis(5), Duration.ofSeconds(60))) {
            // When
            var status = AppliedRecommendation.apply(
                            cluster,
                            redis,
                            new Resources("200m", "1", "256Mi", "512Mi"),
                            AppliedRecommendation.spec().useLiveMigration(true).placement(Placement.OTHER_NODE))
                    .awaitEnd(Duration.ofMinutes(3));

            // Then
            assertThat(status.phase()).as(status.message()).isEqualTo(RecommendationPhase.APPLIED);
            Waiting.until("the source pod is gone", () -> redis.pods().size() == 1);
            Pod after = redis.pod();
            assertThat(after.getStatus().getContainerStatuses().getFirst().getRestartCount())
                    .isZero();
            GoesOn.assertThatItDoes(client);
            try (var reader =
                    RedisConnection.open(after.getStatus().getPodIP(), RedisWorkload.PORT, Duration.ofSeconds(10))) {
                assertThat(reader.increment(HOOK_RAN))
                        .as("1 when no hook has counted before")
                        .isEqualTo(1);
            }
        }
    }

    private static ProbeBuilder everySecond() {
        return new ProbeBuilder().withPeriodSeconds(1).withFailureThreshold(3);
    }

    private static LifecycleHandler execHook() {
        return new LifecycleHandlerBuilder()
                .withNewExec()
                .withCommand("redis-cli", "incr", HOOK_RAN)
                .endExec()
                .build();
    }
}
