package io.drover.agent.restore;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.agent.node.Trouble;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifiedImageIT {

    @TempDir
    private Path directory;

    private Path pages;
    private VerifiedImage image;

    @BeforeEach
    void receive() throws IOException {
        pages = directory.resolve("pages-1.img");
        Files.write(pages, new byte[8192]);
        Files.setLastModifiedTime(pages, FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
        Files.createDirectory(directory.resolve("changed"));
        Files.write(directory.resolve("changed/files.tar"), new byte[512]);
        image = VerifiedImage.of(directory);
    }

    @Test
    void whatNobodyTouchedIsRestored() {
        // Given
        VerifiedImage verified = image;
        // When
        Optional<Trouble> changed = verified.changed();
        // Then
        assertThat(changed).isEmpty();
    }

    @Test
    void aFileThatWasCutShortIsFound() throws IOException {
        // Given
        try (FileChannel file = FileChannel.open(pages, StandardOpenOption.WRITE)) {
            file.truncate(4096);
        }
        // When
        Optional<Trouble> changed = image.changed();
        // Then
        assertThat(changed).hasValueSatisfying(trouble -> {
            assertThat(trouble.reason().code()).isEqualTo("ImageDamaged");
            assertThat(trouble.message()).contains("pages-1.img", "8192", "4096");
        });
    }

    @Test
    void aFileOfTheSameLengthThatWasWrittenToIsFound() throws IOException {
        // Given
        try (FileChannel file = FileChannel.open(pages, StandardOpenOption.WRITE)) {
            file.write(java.nio.ByteBuffer.wrap(new byte[] {1}));
        }
        // When
        Optional<Trouble> changed = image.changed();
        // Then
        assertThat(changed).isPresent();
    }

    @Test
    void aFileThatIsGoneOrNewIsFound() throws IOException {
        // Given
        Files.delete(directory.resolve("changed/files.tar"));
        // When
        Optional<Trouble> gone = image.changed();
        // Then
        assertThat(gone)
                .hasValueSatisfying(trouble -> assertThat(trouble.message()).contains("gone"));
        Files.write(directory.resolve("changed/files.tar"), new byte[512]);
        Files.write(directory.resolve("core-1.img"), new byte[1]);
        assertThat(image.changed()).isPresent();
    }
}
