package io.drover.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.agent.api.v1.AgentState;
import io.drover.agent.api.v1.CheckpointRequest;
import io.drover.agent.api.v1.Migration;
import io.drover.agent.api.v1.MigrationStatus;
import io.drover.agent.api.v1.PrepareSourceRequest;
import io.drover.agent.api.v1.PrepareTargetRequest;
import io.drover.agent.api.v1.Role;
import io.drover.agent.api.v1.ThawRequest;
import io.drover.agent.api.v1.WatchMigrationRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A dump that does not come to its end. One that is stopped leaves the server as it was, with its connections; from one that is killed the
 * server still comes out running.
 */
class DumpIT {

    private static final Path GROUPS = Path.of("/sys/fs/cgroup/pids/drover");

    private static final String ANSWERS = "exec 3<>/dev/tcp/$1/8080; echo x >&3; read n <&3; test $n -gt 0";

    private MigrationLab lab;
    private Process client;

    @BeforeEach
    void aServerWithMuchMemoryAndItsClient() throws IOException {
        lab = new MigrationLab();
        lab.runServer("one", 512);
        client = lab.client(8);
    }

    @AfterEach
    void close() throws IOException {
        lab.close();
    }

    @Test
    void itIsUndoneWhenTheCoordinatorWantsTheSourceToRun() throws Exception {
        // Given
        Migration migration = ready("d2", 20_000);
        checkpoint(migration);
        inTheMiddle("d2");

        // When
        lab.agent()
                .thaw(ThawRequest.newBuilder().setMigrationId("d2").setEpoch(1).build());

        // Then
        await("d2", AgentState.SOURCE_THAWED);
        assertThat(MigrationLab.output(client)).startsWith("ok ");
        theServerRuns("d2");
        assertThat(maps()).noneMatch(line -> line.contains("CRIU"));
    }

    @Test
    void theServerOutlivesACriuThatIsKilled() throws Exception {
        // Given
        Migration migration = ready("d3", 20_000);
        checkpoint(migration);
        ProcessHandle criu = inTheMiddle("d3");

        // When
        criu.destroyForcibly();

        // Then
        MigrationStatus failed = await("d3", AgentState.MIGRATION_FAILED);
        assertThat(failed.getFailure().getReason()).isEqualTo("DumpFailed");
        theServerRuns("d3");
    }

    @Test
    void aCriuThatHangsIsKilledAfterTheBudget() throws Exception {
        // Given
        Migration migration = ready("d4", 3000);
        checkpoint(migration);
        ProcessHandle criu = inTheMiddle("d4");

        // When
        MigrationLab.run("kill", "-STOP", Long.toString(criu.pid()));

        // Then
        MigrationStatus failed = await("d4", AgentState.MIGRATION_FAILED);
        assertThat(failed.getFailure().getReason()).isEqualTo("FreezeBudgetSpent");
        theServerRuns("d4");
    }

    @Test
    void theNextAgentUndoesWhatTheLastOneHadBegun() throws Exception {
        // Given
        Migration migration = ready("d5", 20_000);
        checkpoint(migration);
        inTheMiddle("d5");

        // When
        lab.crash();
        lab.start();

        // Then
        await("d5", AgentState.MIGRATION_FAILED);
        assertThat(MigrationLab.output(client)).startsWith("ok ");
        theServerRuns("d5");
    }

    private Migration ready(String id, long budgetMillis) throws IOException {
        Migration migration = lab.migration(id, "one").toBuilder()
                .setFreezeBudgetMs(budgetMillis)
                .build();
        lab.agent()
                .prepareSource(PrepareSourceRequest.newBuilder()
                        .setMigration(migration)
                        .build());
        lab.agent()
                .prepareTarget(PrepareTargetRequest.newBuilder()
                        .setMigration(migration)
                        .build());
        CompletableFuture<String> unused = new ShimStandIn(
                        lab,
                        "two",
                        lab.bundle("two", "pb", 8),
                        migration.getTargetPod().getUid())
                .create();
        await(id, Role.TARGET, Set.of(AgentState.TARGET_READY));
        return migration;
    }

    private void checkpoint(Migration migration) {
        lab.agent()
                .checkpoint(
                        CheckpointRequest.newBuilder().setMigration(migration).build());
    }

    /** CRIU, once it writes memory down. */
    private ProcessHandle inTheMiddle(String migration) throws IOException {
        Path pages = lab.root.resolve("images/one/dumped/pages-1.img");
        until(() -> Files.exists(pages));
        return processes(migration).stream()
                .filter(process -> process.info().commandLine().orElse("").contains("swrk"))
                .findFirst()
                .orElseThrow();
    }

    private static List<ProcessHandle> processes(String migration) throws IOException {
        Path group = GROUPS.resolve(migration).resolve("cgroup.procs");
        if (!Files.exists(group)) {
            return List.of();
        }
        return Files.readAllLines(group).stream()
                .map(Long::parseLong)
                .map(ProcessHandle::of)
                .flatMap(Optional::stream)
                .toList();
    }

    private void theServerRuns(String migration) throws IOException {
        assertThat(lab.freezerState("one")).isEqualTo("THAWED");
        assertThat(status("TracerPid")).isEqualTo("0");
        assertThat(processes(migration)).isEmpty();
        MigrationLab.run(
                "nsenter",
                "--net=" + lab.namespace("node"),
                "timeout",
                "5",
                "bash",
                "-c",
                ANSWERS,
                "",
                MigrationLab.OLD);
    }

    private String status(String key) throws IOException {
        return Files.readAllLines(Path.of("/proc", server(), "status")).stream()
                .filter(line -> line.startsWith(key + ":"))
                .map(line -> line.substring(key.length() + 1).strip())
                .collect(Collectors.joining());
    }

    private List<String> maps() throws IOException {
        return Files.readAllLines(Path.of("/proc", server(), "maps"));
    }

    private String server() throws IOException {
        Path state = lab.runcRoot.resolve("one/state.json");
        return com.google.gson.JsonParser.parseString(Files.readString(state))
                .getAsJsonObject()
                .get("init_process_pid")
                .getAsString();
    }

    private MigrationStatus await(String id, AgentState wanted) {
        MigrationStatus last = await(
                id,
                Role.SOURCE,
                Set.of(AgentState.MIGRATION_FAILED, AgentState.SOURCE_THAWED, AgentState.SOURCE_SEALED));
        assertThat(last.getState()).as(last.toString()).isEqualTo(wanted);
        return last;
    }

    private MigrationStatus await(String id, Role role, Set<AgentState> ends) {
        Iterator<MigrationStatus> statuses = lab.agent()
                .withDeadlineAfter(30, TimeUnit.SECONDS)
                .watchMigration(WatchMigrationRequest.newBuilder()
                        .setMigrationId(id)
                        .setRole(role)
                        .build());
        MigrationStatus last = statuses.next();
        while (!ends.contains(last.getState())) {
            last = statuses.next();
        }
        return last;
    }

    private interface Look {
        boolean now() throws IOException;
    }

    private static void until(Look look) throws IOException {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!look.now()) {
            assertThat(System.nanoTime())
                    .as("what is waited for did not come in time")
                    .isLessThan(end);
            LockSupport.parkNanos(1_000_000);
        }
    }
}
