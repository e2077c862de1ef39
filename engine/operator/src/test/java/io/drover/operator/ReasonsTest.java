package io.drover.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.actuators.resize.ResizeReason;
import io.drover.actuators.restart.EvictionReason;
import io.drover.actuators.workload.WorkloadReason;
import io.drover.operator.migration.BrakeReason;
import io.drover.operator.migration.MoveReason;
import io.drover.operator.recommendation.AdmissionReason;
import io.drover.values.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReasonsTest {

    @Test
    void everyReasonIsDescribed() throws IOException {
        // Given
        String described = Files.readString(Path.of("../../docs/reasons.md"));
        Stream<Reason> all = Stream.<Reason[]>of(
                        WorkloadReason.values(),
                        ResizeReason.values(),
                        EvictionReason.values(),
                        BrakeReason.values(),
                        MoveReason.values(),
                        AdmissionReason.values())
                .flatMap(Stream::of);
        // When
        List<String> missing = all.map(Reason::code)
                .filter(code -> !described.contains("\n### " + code + "\n"))
                .toList();
        // Then
        assertThat(missing).as("reasons without a section in docs/reasons.md").isEmpty();
    }
}
