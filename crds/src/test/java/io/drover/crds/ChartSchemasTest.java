package io.drover.crds;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.crds.migration.v1alpha1.CheckpointRestore;
import io.drover.crds.recommendation.v1alpha1.WorkloadRecommendation;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The chart carries the generated schemas, so that it can be installed from a checkout that was not built. Their columns have the order in
 * which the types name them; the generator sorts them by path.
 */
class ChartSchemasTest {

    /** What the API server is given. */
    static final Path CHART = Path.of("../deploy/chart/crds");

    private static final Path GENERATED = Path.of("target/classes/META-INF/fabric8");
    private final KubernetesSerialization serialization = new KubernetesSerialization();

    @ParameterizedTest
    @ValueSource(classes = {WorkloadRecommendation.class, CheckpointRestore.class})
    void theChartHasTheSchemaThatWasGenerated(Class<? extends CustomResource<?, ?>> type) throws IOException {
        // Given
        String name = CustomResource.getCRDName(type);
        Path inChart = CHART.resolve(name + ".yaml");
        var generated = serialization.unmarshal(
                Files.readString(GENERATED.resolve(name + "-v1.yml")), CustomResourceDefinition.class);
        // When
        List<String> columns = Stream.of(type.getAnnotationsByType(AdditionalPrinterColumn.class))
                .map(AdditionalPrinterColumn::name)
                .toList();
        generated
                .getSpec()
                .getVersions()
                .forEach(version -> version.getAdditionalPrinterColumns()
                        .sort(Comparator.comparingInt(
                                (CustomResourceColumnDefinition column) -> columns.indexOf(column.getName()))));
        String expected = "# Generated from " + type.getName() + ": make golden writes it.\n"
                + serialization.asYaml(generated).replaceFirst("^---\n", "");
        if ("write".equals(System.getProperty("drover.golden"))) {
            Files.writeString(inChart, expected);
        }
        // Then
        assertThat(Files.readString(inChart).equals(expected))
                .as("%s is the schema of %s; run make golden", inChart, type.getSimpleName())
                .isTrue();
    }
}
