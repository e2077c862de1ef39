package io.drover.operator.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrakesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            PAUSED | MOST | PER NODE | READ AS
            false  | 1    | 1        | false 1 1
            false  | 4    | 2        | false 4 2
            true   | 4    | 2        | true 4 2
            yes    | 4    | 2        | true 4 2
            false  | many | 2        | true 1 1
            false  | 0    | 2        | true 1 1
            """)
    void whatCannotBeReadBrakes(String paused, String most, String perNode, String expected) {
        // Given
        Map<String, String> data =
                Map.of("paused", paused, "maxConcurrentMigrations", most, "maxConcurrentMigrationsPerNode", perNode);
        // When
        Brakes brakes = Brakes.of(data);
        // Then
        assertThat(brakes.paused() + " " + brakes.perCluster() + " " + brakes.perNode())
                .isEqualTo(expected);
    }
}
