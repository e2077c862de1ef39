package io.drover.stories;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.drover.crds.recommendation.v1alpha1.Placement;
import io.drover.crds.recommendation.v1alpha1.PodAction;
import io.drover.crds.recommendation.v1alpha1.PodDecision;
import io.drover.crds.recommendation.v1alpha1.RecommendationPhase;
import io.drover.crds.recommendation.v1alpha1.WorkloadRecommendationSpecBuilder;
import io.drover.stories.cluster.AppliedRecommendation;
import io.drover.stories.cluster.AppliedRecommendation.Resources;
import io.drover.stories.cluster.ObjectVersions;
import io.drover.stories.cluster.RedisWorkload;
import io.drover.stories.cluster.TestCluster;
import io.drover.stories.cluster.Waiting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(OnTheCluster.class)
class DryRunTouchesNothingStory {

    private static final String NAMESPACE = "story-dry-run";
    private static final Resources BIGGER = new Resources("200m", "1", "256Mi", "512Mi");

    @Test
    void itSaysWhatWouldHappenAndNoObjectOfTheClusterChanges(TestCluster cluster, @TempDir Path directory)
            throws Exception {
        // Given
        List<RedisWorkload> workloads = deployThree(cluster);
        ObjectVersions before = quiet(cluster);

        // When
        List<AppliedRecommendation> recommendations = List.of(
                dryRun(cluster, workloads.get(0), AppliedRecommendation.spec().useInPlaceVerticalScaling(true)),
                dryRun(
                        cluster,
                        workloads.get(1),
                        AppliedRecommendation.spec().useLiveMigration(true).placement(Placement.OTHER_NODE)),
                dryRun(cluster, workloads.get(2), AppliedRecommendation.spec()));
        recommendations.forEach(one -> one.awaitEnd(Duration.ofMinutes(1)));

        // Then
        assertThat(recommendations)
                .extracting(DryRunTouchesNothingStory::action)
                .containsExactly(PodAction.IN_PLACE_RESIZE, PodAction.LIVE_MIGRATION, PodAction.ROLLING_RESTART);
        assertThat(recommendations).allSatisfy(one -> {
            assertThat(one.status().phase()).isEqualTo(RecommendationPhase.SKIPPED);
            assertThat(one.status().message()).startsWith("dry run: " + one.name());
        });
        assertThat(ObjectVersions.of(cluster.client()).changedSince(before))
                .as("of %d objects of %d kinds", before.count(), before.kinds())
                .containsExactlyElementsOf(workloads.stream()
                        .map(one -> "workloadrecommendations.dakr.devzero.io " + NAMESPACE + "/" + one.name())
                        .toList());
        assertThatASnapshotIsDecidedAsTheCluster(cluster, directory.resolve("snapshot"));
    }

    private static void assertThatASnapshotIsDecidedAsTheCluster(TestCluster cluster, Path snapshot) throws Exception {
        JsonNode live = decided(cluster.drover("evaluate", "--namespace", NAMESPACE, "--output", "json"));
        cluster.drover("snapshot", snapshot.toString());
        JsonNode kept = decided(cluster.drover(
                "evaluate", "--state", snapshot.toString(), "--namespace", NAMESPACE, "--output", "json"));
        assertThat(live.findValuesAsText("action")).contains("InPlaceResize", "LiveMigration", "RollingRestart");
        assertThat(kept).isEqualTo(live);
    }

    /** Everything but where it comes from, when it was said, and the evidence, which holds ages and free disk space of that time. */
    private static JsonNode decided(String printed) throws Exception {
        JsonNode whole = new ObjectMapper().readTree(printed);
        return ((ObjectNode) whole).without(List.of("source", "at", "evidence"));
    }

    private static List<RedisWorkload> deployThree(TestCluster cluster) {
        cluster.freshNamespace(NAMESPACE);
        return Stream.of("a-resized", "b-moved", "c-restarted")
                .map(name -> RedisWorkload.deploy(cluster, NAMESPACE, name))
                .toList();
    }

    /** What there is once nothing changes any more that others began, such as the end of an earlier story's pods. */
    private static ObjectVersions quiet(TestCluster cluster) {
        var last = new AtomicReference<>(ObjectVersions.of(cluster.client()));
        Waiting.until("nothing changes by itself", () -> {
            ObjectVersions now = ObjectVersions.of(cluster.client());
            return now.changedSince(last.getAndSet(now)).isEmpty();
        });
        return last.get();
    }

    private static AppliedRecommendation dryRun(
            TestCluster cluster, RedisWorkload redis, WorkloadRecommendationSpecBuilder spec) {
        return AppliedRecommendation.apply(cluster, redis, BIGGER, spec.dryRun(true));
    }

    private static PodAction action(AppliedRecommendation recommendation) {
        List<PodDecision> pods =
                Objects.requireNonNull(recommendation.status().decision()).pods();
        assertThat(pods).hasSize(1);
        return pods.getFirst().action();
    }
}
