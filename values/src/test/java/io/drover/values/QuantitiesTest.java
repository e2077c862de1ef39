package io.drover.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantitiesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            WRITTEN | BYTES      | SHOWN
            0       | 0          | 0
            1023    | 1023       | 1023
            1Ki     | 1024       | 1Ki
            1.5Gi   | 1610612736 | 1.5Gi
            9.1Gi   | 9771050599 | 9.1Gi
            500M    | 500000000  | 476.8Mi
            1e3     | 1000       | 1000
            100m    | 1          | 1
            """)
    void aSizeIsReadAsKubernetesReadsItAndShownAsPeopleWriteIt(String written, long bytes, String shown) {
        // When
        ByteSize size = ByteSize.parse(written);
        // Then
        assertThat(size.bytes()).isEqualTo(bytes);
        assertThat(size).hasToString(shown);
    }

    @ParameterizedTest
    @CsvSource({"2,2000,2", "500m,500,500m", "0.1,100,100m", "1u,1,1m", ".5,500,500m"})
    void cpuIsCountedInThousandths(String written, long millis, String shown) {
        // When
        MilliCpu cpu = MilliCpu.parse(written);
        // Then
        assertThat(cpu.millis()).isEqualTo(millis);
        assertThat(cpu).hasToString(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "4 Gi", "4gi", "four", "1e999", "0x10", "NaN"})
    void whatIsNotAQuantityIsQuotedInTheMessage(String written) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ByteSize.parse(written))
                .withMessageContaining("\"" + written + "\"");
    }

    @Test
    void aSizeBeyondSixtyThreeBitsIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ByteSize.parse("9Ei"))
                .withMessageContaining("9Ei");
    }
}
