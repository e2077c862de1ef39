package io.drover.gather.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.rules.facts.Complaint;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.NodeSelectorTermBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchedulingTest {

    private static final Node NODE_A = new NodeBuilder()
            .withNewMetadata()
            .withName("node-a")
            .addToLabels("disk", "fast")
            .endMetadata()
            .withNewSpec()
            .endSpec()
            .build();

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            MOVED BEFORE | WISHES FOR DISK | AGAINST node-a
            false        | fast            | NodeAffinity
            true         | fast            | ''
            true         | slow            | NodeAffinity
            """)
    void theNodeOfAnEarlierMoveDoesNotTieThePod(boolean moved, String disk, String against) {
        // Given
        Pod pod = onNodeB(moved, disk);
        // When
        List<Complaint> complaints = new Scheduling(pod, new PodFacets(pod, List.of())).against(NODE_A, List.of());
        // Then
        assertThat(complaints).map(Complaint::reason).isEqualTo(against.isEmpty() ? List.of() : List.of(against));
    }

    private static Pod onNodeB(boolean moved, String disk) {
        var term = new NodeSelectorTermBuilder()
                .withMatchExpressions(new NodeSelectorRequirement("disk", "In", List.of(disk)))
                .withMatchFields(new NodeSelectorRequirement("metadata.name", "In", List.of("node-b")))
                .build();
        Pod pod = new PodBuilder()
                .withNewMetadata()
                .withNamespace("shop")
                .withName("cache-1")
                .endMetadata()
                .withNewSpec()
                .withNodeName("node-b")
                .withNewAffinity()
                .withNewNodeAffinity()
                .withNewRequiredDuringSchedulingIgnoredDuringExecution()
                .withNodeSelectorTerms(term)
                .endRequiredDuringSchedulingIgnoredDuringExecution()
                .endNodeAffinity()
                .endAffinity()
                .endSpec()
                .build();
        if (moved) {
            pod.getMetadata().getAnnotations().put("drover.dev/migration", "move-1");
        }
        return pod;
    }
}
