package io.drover.agent.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class TransferRehearsalTest {

    @Test
    void itLeavesNothingBehind() throws IOException {
        // Given
        try (var workers = Executors.newCachedThreadPool()) {
            TransferRehearsal rehearsal = new TransferRehearsal(workers);
            // When
            rehearsal.run();
        }
        // Then
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            assertThat(files.filter(file -> file.getFileName().toString().startsWith("rehearsal")))
                    .isEmpty();
        }
    }
}
