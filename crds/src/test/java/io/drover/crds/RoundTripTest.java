package io.drover.crds;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.crds.condition.Conditions;
import io.drover.crds.migration.v1alpha1.CheckpointRestore;
import io.drover.crds.migration.v1alpha1.CheckpointRestoreSpec;
import io.drover.crds.migration.v1alpha1.CheckpointRestoreStatus;
import io.drover.crds.migration.v1alpha1.MigrationFailure;
import io.drover.crds.migration.v1alpha1.MigrationPhase;
import io.drover.crds.migration.v1alpha1.MovedContainerStatus;
import io.drover.crds.migration.v1alpha1.Owner;
import io.drover.crds.migration.v1alpha1.RecommendationRef;
import io.drover.crds.migration.v1alpha1.Source;
import io.drover.crds.migration.v1alpha1.SourceContainer;
import io.drover.crds.migration.v1alpha1.TargetConstraints;
import io.drover.crds.migration.v1alpha1.TargetPod;
import io.drover.crds.migration.v1alpha1.WorkloadRef;
import io.drover.crds.recommendation.v1alpha1.ContainerResources;
import io.drover.crds.recommendation.v1alpha1.Debts;
import io.drover.crds.recommendation.v1alpha1.Decision;
import io.drover.crds.recommendation.v1alpha1.DecisiveReason;
import io.drover.crds.recommendation.v1alpha1.Fallback;
import io.drover.crds.recommendation.v1alpha1.Placement;
import io.drover.crds.recommendation.v1alpha1.PodAction;
import io.drover.crds.recommendation.v1alpha1.PodDecision;
import io.drover.crds.recommendation.v1alpha1.PodResult;
import io.drover.crds.recommendation.v1alpha1.PodResultPhase;
import io.drover.crds.recommendation.v1alpha1.RecommendationPhase;
import io.drover.crds.recommendation.v1alpha1.ReleasedPod;
import io.drover.crds.recommendation.v1alpha1.RollingCheckpoint;
import io.drover.crds.recommendation.v1alpha1.TemplateBefore;
import io.drover.crds.recommendation.v1alpha1.WorkloadRecommendation;
import io.drover.crds.recommendation.v1alpha1.WorkloadRecommendationStatus;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoundTripTest {

    private static final Instant NOW = Instant.parse("2026-05-04T03:02:01.5Z");
    private final KubernetesSerialization serialization = new KubernetesSerialization();

    @Test
    void whatIsLeftOutHasTheDefaultsOfTheSchema() {
        // Given
        String manifest = """
                apiVersion: dakr.devzero.io/v1alpha1
                kind: WorkloadRecommendation
                metadata: {name: r}
                spec:
                  targetRef: {kind: Deployment, name: my-app}
                  aFieldOfALaterVersion: 1
                  containerRecommendations:
                    - containerName: my-container
                      cpu: {request: "2"}
                """;
        // When
        var spec =
                serialization.unmarshal(manifest, WorkloadRecommendation.class).getSpec();
        // Then
        assertThat(spec.targetRef().apiVersion()).isEqualTo("apps/v1");
        assertThat(spec.useLiveMigration()).isFalse();
        assertThat(spec.useInPlaceVerticalScaling()).isFalse();
        assertThat(spec.fallback()).isEqualTo(Fallback.ROLLING_RESTART);
        assertThat(spec.placement()).isEqualTo(Placement.ANY);
        assertThat(spec.cooldownTime()).isEqualTo(Duration.ofMinutes(30));
        assertThat(spec.minChangePercent()).isEqualTo(10);
        assertThat(spec.waivers()).isEmpty();
        assertThat(spec.suspend()).isFalse();
        assertThat(spec.dryRun()).isFalse();
        assertThat(spec.priority()).isZero();
        assertThat(spec.containerRecommendations().getFirst().memory()).isNull();
    }

    @Test
    void aStatusOfARecommendationSurvivesTheWire() {
        // Given
        var status = WorkloadRecommendationStatus.pending().toBuilder()
                .phase(RecommendationPhase.APPLIED_WITH_RESTART_FALLBACK)
                .conditions(Conditions.with(List.of(), "Applied", Conditions.Status.TRUE, "Moved", "text", 3, NOW))
                .message("restarted: restore failed")
                .observedGeneration(3)
                .appliedAt("2026-05-04T03:02:01Z")
                .liveMigrationDegraded(true)
                .decision(new Decision(
                        "LiveMigration 1",
                        "abc",
                        List.of(new PodDecision(
                                "p-1",
                                PodAction.LIVE_MIGRATION,
                                List.of(new DecisiveReason(
                                        PodAction.IN_PLACE_RESIZE, "QosClassWouldChange", "Burstable"))))))
                .rollingCheckpoint(RollingCheckpoint.begin("RollingUpdate", List.of("p-1", "p-2"))
                        .with(new PodResult("p-1", PodResultPhase.COMPLETED, "moved")))
                .debts(Debts.NONE
                        .withWorkloadPaused(true)
                        .withTemplateBefore(new TemplateBefore(
                                List.of(new ContainerResources("c", Map.of("cpu", "1"), Map.of())), "rs", List.of()))
                        .withReleasedPods(List.of(new ReleasedPod("p-1", "uid", "hash"))))
                .build();
        var recommendation = new WorkloadRecommendation();
        recommendation.setStatus(status);
        // When
        var read = serialization.unmarshal(serialization.asJson(recommendation), WorkloadRecommendation.class);
        // Then
        assertThat(read.getStatus()).isEqualTo(status);
        assertThat(read.getStatus().rollingCheckpoint().processedPods()).isEqualTo(1);
    }

    @Test
    void aMigrationSurvivesTheWire() {
        // Given
        var migration = new CheckpointRestore();
        migration.setSpec(new CheckpointRestoreSpec(
                new Source("node-a", "p-1", "u1", "10.0.0.1", "h", List.of(new SourceContainer("id", "c", "sha256:1"))),
                new TargetConstraints(List.of("node-b")),
                new WorkloadRef("apps/v1", "Deployment", "my-app", "u2", "my-app-h", "u3"),
                new RecommendationRef("my-app", "u4"),
                5000));
        migration.setStatus(CheckpointRestoreStatus.pending().toBuilder()
                .phase(MigrationPhase.HANDED_OVER)
                .owner(Owner.TARGET)
                .epoch(2)
                .target(new TargetPod("node-b", "p-2", "u5", null))
                .containers(List.of(new MovedContainerStatus("c", 1L << 40, 12, 13)))
                .stageMillis(Map.of("dump", 12L))
                .freezeMillis(250L)
                .transferredBytes(1L << 41)
                .failure(new MigrationFailure("Restore", "RestoreFailed", "text"))
                .build());
        // When
        String json = serialization.asJson(migration);
        var read = serialization.unmarshal(json, CheckpointRestore.class);
        // Then
        assertThat(read.getSpec()).isEqualTo(migration.getSpec());
        assertThat(read.getStatus()).isEqualTo(migration.getStatus());
        assertThat(json).contains("\"HandedOver\"", "\"target\"");
    }

    @Test
    void aConditionKeepsItsTransitionTimeUntilItsStatusChanges() {
        // Given
        var before = Conditions.with(List.of(), "Applied", Conditions.Status.FALSE, "Waiting", "", 1, NOW);
        // When
        var same = Conditions.with(
                before, "Applied", Conditions.Status.FALSE, "Busy", "", 2, NOW.plus(Duration.ofHours(1)));
        var other =
                Conditions.with(same, "Applied", Conditions.Status.TRUE, "Moved", "", 2, NOW.plus(Duration.ofHours(1)));
        // Then
        assertThat(same).hasSize(1);
        assertThat(same.getFirst().getLastTransitionTime()).isEqualTo("2026-05-04T03:02:01Z");
        assertThat(same.getFirst().getReason()).isEqualTo("Busy");
        assertThat(other.getFirst().getLastTransitionTime()).isEqualTo("2026-05-04T04:02:01Z");
        assertThat(Conditions.isTrue(other, "Applied")).isTrue();
    }
}
