package io.drover.agent.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckpointFilesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            ID                                                               | WELL FORMED
            0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef | true
            server-1.blue_green                                              | true
            ''                                                               | false
            ..                                                               | false
            ../../etc                                                        | false
            a/b                                                              | false
            .a                                                               | false
            a--b                                                             | false
            """)
    void onlyWhatContainerdGivesNamesADirectory(String id, boolean wellFormed) {
        // Given
        String given = id;
        // When
        boolean accepted = CheckpointFiles.isContainerId(given);
        // Then
        assertThat(accepted).isEqualTo(wellFormed);
    }

    @Test
    void noDirectoryIsNamedAfterAnythingElse() {
        // Given
        CheckpointFiles files =
                new CheckpointFiles(new NodeRoot(java.nio.file.Path.of("/nowhere")), "/images", "/state", "/run");
        // When
        String directory = files.received("ab12");
        // Then
        assertThat(directory).isEqualTo("/images/ab12/received");
        assertThatIllegalArgumentException().isThrownBy(() -> files.received("../ab12"));
    }
}
