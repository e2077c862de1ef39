package io.drover.operator.recommendation;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.crds.recommendation.v1alpha1.ContainerRecommendation;
import io.drover.crds.recommendation.v1alpha1.RecommendationPhase;
import io.drover.crds.recommendation.v1alpha1.ResourceRecommendation;
import io.drover.crds.recommendation.v1alpha1.TargetRef;
import io.drover.crds.recommendation.v1alpha1.WorkloadRecommendation;
import io.drover.crds.recommendation.v1alpha1.WorkloadRecommendationSpec;
import io.drover.crds.recommendation.v1alpha1.WorkloadRecommendationStatus;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TurnTest {

    /** Two recommendations for one workload; a phase in parentheses is about an older generation of the spec. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            OWN PRIORITY | OWN PHASE | OTHER PRIORITY | OTHER AGE | OTHER PHASE | WAITS
            0            | Pending   | 0              | older     | Pending     | true
            0            | Pending   | 0              | younger   | Pending     | false
            0            | Pending   | 5              | younger   | Pending     | true
            5            | Pending   | 0              | older     | Pending     | false
            5            | Pending   | 0              | younger   | Migrating   | true
            0            | Pending   | 0              | older     | Applied     | false
            0            | Pending   | 0              | older     | (Applied)   | true
            0            | Migrating | 5              | older     | Pending     | false
            """)
    void theOneAtWorkThenTheMostUrgentThenTheOldest(
            int ownPriority, String ownPhase, int otherPriority, String otherAge, String otherPhase, boolean waits) {
        // Given
        WorkloadRecommendation own = recommendation("own", "2026-01-02T00:00:00Z", ownPriority, ownPhase);
        WorkloadRecommendation other = recommendation(
                "other",
                otherAge.equals("older") ? "2026-01-01T00:00:00Z" : "2026-01-03T00:00:00Z",
                otherPriority,
                otherPhase);
        // When
        var first = Turn.waitsFor(own, List.of(own, other));
        // Then
        assertThat(first.isPresent()).isEqualTo(waits);
    }

    private static WorkloadRecommendation recommendation(String name, String created, int priority, String phase) {
        WorkloadRecommendation recommendation = new WorkloadRecommendation();
        recommendation.setMetadata(new ObjectMetaBuilder()
                .withName(name)
                .withUid(name)
                .withGeneration(2L)
                .withCreationTimestamp(created)
                .build());
        recommendation.setSpec(WorkloadRecommendationSpec.builder()
                .targetRef(TargetRef.deployment("cache"))
                .containerRecommendations(
                        List.of(new ContainerRecommendation("redis", new ResourceRecommendation("1", null), null)))
                .priority(priority)
                .build());
        boolean stale = phase.startsWith("(");
        String written = phase.replaceAll("[()]", "");
        for (RecommendationPhase one : RecommendationPhase.values()) {
            if (one.written().equals(written)) {
                recommendation.setStatus(WorkloadRecommendationStatus.pending().toBuilder()
                        .phase(one)
                        .observedGeneration(stale ? 1 : 2)
                        .build());
            }
        }
        return recommendation;
    }
}
