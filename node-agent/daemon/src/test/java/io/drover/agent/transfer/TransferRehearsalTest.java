package io.drover.agent.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransferRehearsalTest {

    @Test
    void itLeavesNothingBehind(@TempDir Path scratch) {
        // Given
        try (var workers = Executors.newCachedThreadPool();
                var timer = Executors.newSingleThreadScheduledExecutor()) {
            TransferRehearsal rehearsal = new TransferRehearsal(scratch, workers, timer);
            // When
            rehearsal.run();
        }
        // Then
        assertThat(scratch).isEmptyDirectory();
    }
}
