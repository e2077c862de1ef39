package io.drover.agent.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CgroupTreeTest {

    @Test
    void aGroupThatIsRemovedMeanwhileNeedsNoWord(@TempDir Path hierarchy) {
        // Given
        CgroupTree removed = new CgroupTree(hierarchy.resolve("removed"));
        // When
        Throwable trouble = catchThrowable(() -> removed.write("freezer.state", "THAWED"));
        // Then
        assertThat(trouble).isNull();
    }

    @Test
    void aGroupThatIsThereAndRefusesIsTrouble(@TempDir Path hierarchy) throws IOException {
        // Given
        Files.createDirectory(hierarchy.resolve("freezer.state"));
        CgroupTree refusing = new CgroupTree(hierarchy);
        // When
        Throwable trouble = catchThrowable(() -> refusing.write("freezer.state", "THAWED"));
        // Then
        assertThat(trouble).isInstanceOf(IOException.class);
    }
}
