package io.drover.gather.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.rules.facts.QosClass;
import io.drover.rules.facts.Resources;
import io.drover.values.ByteSize;
import io.drover.values.MilliCpu;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QosClassesTest {

    /** Each container is cpu request / cpu limit / memory request / memory limit, a dash for what is not set. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            CONTAINERS                          | CLASS
            - - - -                             | BEST_EFFORT
            - - - -, - - - -                    | BEST_EFFORT
            100m - 64Mi -                       | BURSTABLE
            - - 64Mi -                          | BURSTABLE
            1 1 1Gi 1Gi                         | GUARANTEED
            1000m 1 1024Mi 1Gi                  | GUARANTEED
            - 1 - 1Gi                           | GUARANTEED
            1 1 1Gi 2Gi                         | BURSTABLE
            1 1 1Gi 1Gi, - - - -                | BURSTABLE
            1 1 1Gi 1Gi, 100m 100m 64Mi 64Mi    | GUARANTEED
            1 1 1Gi 1Gi, 100m 200m 64Mi 64Mi    | BURSTABLE
            """)
    void classFollowsFromRequestsAndLimits(String containers, QosClass expected) {
        // Given
        List<Resources> resources = Arrays.stream(containers.split(", ", -1))
                .map(QosClassesTest::resources)
                .toList();
        // When
        QosClass computed = QosClasses.of(resources);
        // Then
        assertThat(computed).isEqualTo(expected);
    }

    private static Resources resources(String written) {
        String[] parts = written.strip().split(" ", -1);
        return new Resources(
                value(parts[0], MilliCpu::parse),
                value(parts[1], MilliCpu::parse),
                value(parts[2], ByteSize::parse),
                value(parts[3], ByteSize::parse));
    }

    private static <T> Optional<T> value(String written, Function<String, T> parse) {
        return written.equals("-") ? Optional.empty() : Optional.of(parse.apply(written));
    }
}
