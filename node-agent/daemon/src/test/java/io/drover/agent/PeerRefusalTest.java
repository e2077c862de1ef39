package io.drover.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PeerRefusalTest {

    @Test
    void everyReasonIsDescribed() throws IOException {
        // Given
        List<String> described = Files.readAllLines(Path.of("../../docs/reasons.md"));

        // When
        List<String> missing = Arrays.stream(PeerRefusal.values())
                .map(PeerRefusal::code)
                .filter(code -> !described.contains("### " + code))
                .toList();

        // Then
        assertThat(missing).as("reasons without a section in docs/reasons.md").isEmpty();
    }
}
