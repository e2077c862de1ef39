package io.drover.actuators.resize;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.actuators.workload.ResourceChange;
import io.drover.values.ContainerName;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResizeReadingTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final ResourceChange TO_200M = new ResourceChange(Map.of(
            new ContainerName("redis"),
            new ResourceRequirementsBuilder()
                    .withRequests(Map.of("cpu", new Quantity("200m")))
                    .build()));

    /** The condition is its type without PodResize, its reason and its age; asked is how long ago the values were asked for. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            SPEC | IN FORCE | GENERATION SEEN | CONDITION              | ASKED | READING
            100m | 100m     | 1 of 1          | -                      | PT1S  | NotAsked
            200m | 100m     | 1 of 2          | -                      | PT1S  | Waiting
            200m | 200m     | 1 of 2          | -                      | PT1S  | Waiting
            200m | 200m     | 2 of 2          | -                      | PT1S  | Done
            0.2  | 200m     | 2 of 2          | -                      | PT1S  | Done
            200m | 100m     | 2 of 2          | -                      | PT6M  | Stuck ResizeTimedOut
            200m | 100m     | 2 of 2          | Pending Infeasible 1   | PT1S  | Stuck ResizeInfeasible
            200m | 100m     | 2 of 2          | Pending Deferred 119   | PT2M  | Waiting
            200m | 100m     | 2 of 2          | Pending Deferred 121   | PT2M  | Stuck ResizeDeferredTooLong
            200m | 100m     | 2 of 2          | InProgress - 3         | PT3S  | Waiting
            200m | 100m     | 2 of 2          | InProgress Error 29    | PT29S | Waiting
            200m | 100m     | 2 of 2          | InProgress Error 31    | PT31S | Stuck ResizeError
            """)
    void progressIsReadFromThePodAlone(
            String spec, String inForce, String seen, String condition, Duration asked, String expected) {
        // Given
        Pod pod = pod(spec, inForce, seen, condition);
        // When
        ResizeProgress progress = new ResizeReading(ResizeLimits.DEFAULT).of(pod, TO_200M, NOW.minus(asked), NOW);
        // Then
        String read = progress instanceof ResizeProgress.Stuck stuck
                ? "Stuck " + stuck.reason().code()
                : progress.getClass().getSimpleName();
        assertThat(read).isEqualTo(expected);
    }

    private static Pod pod(String spec, String inForce, String seen, String condition) {
        PodBuilder pod = new PodBuilder()
                .withNewMetadata()
                .withName("cache-1")
                .withGeneration(Long.valueOf(seen.substring(5)))
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("redis")
                .withResources(requests(spec).build())
                .endContainer()
                .endSpec()
                .withNewStatus()
                .withObservedGeneration(Long.valueOf(seen.substring(0, 1)))
                .addNewContainerStatus()
                .withName("redis")
                .withResources(requests(inForce).build())
                .endContainerStatus()
                .endStatus();
        if (!condition.equals("-")) {
            String[] parts = condition.split(" ", -1);
            pod.editStatus()
                    .addNewCondition()
                    .withType("PodResize" + parts[0])
                    .withStatus("True")
                    .withReason(parts[1].equals("-") ? null : parts[1])
                    .withMessage("as kubelet says")
                    .withLastTransitionTime(
                            NOW.minusSeconds(Long.parseLong(parts[2])).toString())
                    .endCondition()
                    .endStatus();
        }
        return pod.build();
    }

    private static ResourceRequirementsBuilder requests(String cpu) {
        return new ResourceRequirementsBuilder().withRequests(Map.of("cpu", new Quantity(cpu)));
    }
}
