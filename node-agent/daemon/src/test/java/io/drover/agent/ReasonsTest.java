package io.drover.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.agent.checkpoint.CheckpointReason;
import io.drover.agent.journal.JournalReason;
import io.drover.agent.restore.RestoreReason;
import io.drover.agent.transfer.TransferReason;
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
        List<String> described = Files.readAllLines(Path.of("../../docs/reasons.md"));

        // When
        List<String> missing = Stream.<Reason[]>of(
                        CheckpointReason.values(),
                        RestoreReason.values(),
                        TransferReason.values(),
                        JournalReason.values(),
                        PeerRefusal.values())
                .flatMap(Stream::of)
                .map(Reason::code)
                .filter(code -> !described.contains("### " + code))
                .toList();

        // Then
        assertThat(missing).as("reasons without a section in docs/reasons.md").isEmpty();
    }
}
