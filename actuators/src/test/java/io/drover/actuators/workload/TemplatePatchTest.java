package io.drover.actuators.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.values.ContainerName;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TemplatePatchTest {

    private static final PodTemplateSpec TEMPLATE = new PodTemplateSpecBuilder()
            .withNewSpec()
            .addToContainers(
                    new ContainerBuilder().withName("proxy").build(),
                    new ContainerBuilder()
                            .withName("redis")
                            .withResources(resources("100m", "1Gi"))
                            .build())
            .endSpec()
            .build();

    @Test
    void onlyTheNamedContainerChangesAndWhatIsNotSaidStays() {
        // Given
        ResourceChange change = new ResourceChange(Map.of(
                new ContainerName("redis"),
                new ResourceRequirementsBuilder()
                        .withRequests(Map.of("cpu", new Quantity("200m")))
                        .build()));
        // When
        String patch = TemplatePatch.json(TemplatePatch.to(TEMPLATE, change));
        // Then
        assertThat(patch)
                .isEqualTo("[{\"op\":\"test\",\"path\":\"/spec/template/spec/containers/1/name\",\"value\":\"redis\"},"
                        + "{\"op\":\"add\",\"path\":\"/spec/template/spec/containers/1/resources\",\"value\":"
                        + "{\"limits\":{\"memory\":\"1Gi\"},\"requests\":{\"cpu\":\"200m\"}}}]");
    }

    @Test
    void theSameAmountWrittenOtherwiseIsNoChange() {
        // Given
        ResourceChange change = new ResourceChange(Map.of(new ContainerName("redis"), resources("0.1", "1024Mi")));
        // When
        var patch = TemplatePatch.to(TEMPLATE, change);
        // Then
        assertThat(patch).isEmpty();
    }

    @Test
    void theEndOfAPauseTakesItsMarkAway() {
        // Given
        Deployment paused = new DeploymentBuilder()
                .withNewMetadata()
                .withResourceVersion("7")
                .addToAnnotations(PauseMark.ANNOTATION, "w-1")
                .endMetadata()
                .build();
        // When
        String patch = PauseMark.unpausing(paused);
        // Then
        assertThat(patch)
                .isEqualTo("{\"metadata\":{\"resourceVersion\":\"7\",\"annotations\":{\"drover.dev/paused-by\":null}},"
                        + "\"spec\":{\"paused\":false}}");
    }

    private static ResourceRequirements resources(String cpu, String memory) {
        return new ResourceRequirementsBuilder()
                .withRequests(Map.of("cpu", new Quantity(cpu)))
                .withLimits(Map.of("memory", new Quantity(memory)))
                .build();
    }
}
