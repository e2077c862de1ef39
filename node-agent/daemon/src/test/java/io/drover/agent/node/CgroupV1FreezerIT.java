package io.drover.agent.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The freezer of the real kernel, with processes that never rest. */
class CgroupV1FreezerIT {

    private static final Path HIERARCHY = Path.of("/sys/fs/cgroup/freezer");

    private Path group;
    private Process busy;

    @BeforeEach
    void aGroupOfBusyProcesses() throws IOException {
        if (!Files.exists(HIERARCHY.resolve("cgroup.procs"))) {
            System.out.println("SKIPPED: no freezer of control groups version 1");
            Assumptions.abort();
        }
        group = Files.createDirectory(
                HIERARCHY.resolve("drover-it-" + ProcessHandle.current().pid()));
        busy = new ProcessBuilder(
                        "sh",
                        "-c",
                        "echo 0 > " + group
                                + "/cgroup.procs; for i in 1 2 3; do (while :; do :; done) & done; echo up; wait")
                .start();
        assertThat(busy.getInputStream().read()).isEqualTo('u');
    }

    @AfterEach
    void remove() throws Exception {
        if (group == null) {
            return;
        }
        new CgroupV1Freezer(group, Signals.ofThisRuntime()).kill();
        busy.waitFor(5, TimeUnit.SECONDS);
        Files.delete(group);
    }

    @Test
    void noneRunsBetweenTheFreezeAndItsEnd() throws IOException {
        // Given
        List<String> atTheSignal = new CopyOnWriteArrayList<>();
        Signals signals = processes -> {
            atTheSignal.add(read(group.resolve("freezer.state")));
            Signals.ofThisRuntime().kill(processes);
        };
        CgroupV1Freezer freezer = new CgroupV1Freezer(group, signals);
        Freezer.State before = freezer.freeze(Duration.ofSeconds(5));

        // When
        freezer.kill();

        // Then
        assertThat(before).isEqualTo(Freezer.State.FROZEN);
        assertThat(atTheSignal).isNotEmpty().allMatch("FROZEN"::equals);
        assertThat(freezer.processes()).isEmpty();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }
}
