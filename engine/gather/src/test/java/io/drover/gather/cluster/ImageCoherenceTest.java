package io.drover.gather.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.rules.facts.Observed;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageCoherenceTest {

    private static final Node NODE = new NodeBuilder()
            .withNewMetadata()
            .withName("node-a")
            .endMetadata()
            .withNewStatus()
            .addNewImage()
            .withNames("docker.io/library/redis@sha256:aaa", "docker.io/library/redis:7")
            .endImage()
            .addNewImage()
            .withNames("docker.io/own/app:1")
            .endImage()
            .endStatus()
            .build();

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, nullValues = "-", textBlock = """
            IMAGE IN POD     | IN TEMPLATE      | IMAGE ID THAT RUNS                 | RUNTIME CALLS IT          | COHERENT
            redis:7          | redis:8          | docker.io/library/redis@sha256:aaa | docker.io/library/redis:7 | false
            redis:7          | redis:7          | docker.io/library/redis@sha256:aaa | docker.io/library/redis:7 | true
            redis:7          | redis:7          | docker.io/library/redis@sha256:bbb | docker.io/library/redis:7 | false
            redis@sha256:bbb | redis@sha256:bbb | docker.io/library/redis@sha256:bbb | -                         | true
            own/app:1        | own/app:1        | sha256:ccc                         | docker.io/own/app:1       | true
            own/app:1        | own/app:1        | sha256:ccc                         | sha256:ccc                | false
            own/app:1        | own/app:1        | sha256:ccc                         | docker.io/own/app:2       | unknown
            own/app:1        | own/app:1        | -                                  | -                         | unknown
            """)
    void coherentOnlyWhenTheReferenceStillMeansWhatRuns(
            String image, String template, String running, String called, String expected) {
        // Given
        ContainerStatus status = new ContainerStatusBuilder()
                .withImageID(running)
                .withImage(called)
                .build();
        // When
        Observed<Boolean> coherent = ImageCoherence.of(image, template, Optional.of(status), List.of(NODE));
        // Then
        assertThat(coherent.known().map(String::valueOf).orElse("unknown")).isEqualTo(expected);
    }
}
