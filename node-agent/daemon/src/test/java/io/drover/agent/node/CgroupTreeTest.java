package io.drover.agent.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
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

    @Test
    void groupsMayBeRemovedWhileTheyAreLookedThrough(@TempDir Path hierarchy) throws Exception {
        // Given
        Path group = hierarchy.resolve("group");
        var stop = new AtomicBoolean();
        var others = CompletableFuture.runAsync(() -> {
            while (!stop.get()) {
                group.resolve("below").toFile().mkdirs();
                var unused = group.resolve("below").toFile().delete()
                        && group.toFile().delete();
            }
        });
        CgroupTree tree = new CgroupTree(group);
        // When
        Throwable trouble = catchThrowable(() -> {
            for (int look = 0; look < 2000; look++) {
                tree.processes();
            }
        });
        stop.set(true);
        others.join();
        // Then
        assertThat(trouble).isNull();
    }
}
