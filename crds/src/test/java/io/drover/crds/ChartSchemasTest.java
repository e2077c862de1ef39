package io.drover.crds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The chart carries the generated schemas, so that it can be installed from a checkout that was not built. */
class ChartSchemasTest {

    @Test
    void theChartHasTheSchemasThatWereGenerated() throws IOException {
        // Given
        Map<String, String> generated = contents(Path.of("target/classes/META-INF/fabric8"), "-v1.yml");
        // When
        Map<String, String> inChart = contents(Path.of("../deploy/chart/crds"), ".yaml");
        // Then
        assertThat(inChart).as("run deploy/chart/update-crds").isEqualTo(generated);
    }

    private static Map<String, String> contents(Path directory, String suffix) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                contents.put(file.getFileName().toString().replace(suffix, ""), Files.readString(file));
            }
        }
        return contents;
    }
}
