package io.drover.bench.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpreadTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, nullValues = "none", textBlock = """
            GAPS                | MINIMUM | MEDIAN | MAXIMUM
            7                   | 7       | 7      | 7
            30 10 20            | 10      | 20     | 30
            40 10 30 20         | 10      | 25     | 40
            10 broken 20        | 10      | 20     | none
            broken 10 broken    | 10      | none   | none
            broken              | none    | none   | none
            """)
    void aBrokenConnectionCountsAsTheLongestGap(
            String gaps, @Nullable Long minimum, @Nullable Long median, @Nullable Long maximum) {
        // Given
        List<Sample> samples =
                Stream.of(gaps.split(" ", -1)).map(SpreadTest::sample).toList();
        // When
        Spread spread = Spread.of(samples, Sample::clientGapMillis);
        // Then
        assertThat(Arrays.asList(spread.minimum(), spread.median(), spread.maximum()))
                .isEqualTo(Arrays.asList(minimum, median, maximum));
    }

    private static Sample sample(String gap) {
        return gap.equals("broken")
                ? new Sample(1, 5L, null, "closed by the server", "", Map.of())
                : new Sample(1, 5L, Long.valueOf(gap), "", "", Map.of());
    }
}
