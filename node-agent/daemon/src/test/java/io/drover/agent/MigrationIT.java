package io.drover.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.drover.agent.api.v1.AgentState;
import io.drover.agent.api.v1.CheckpointRequest;
import io.drover.agent.api.v1.DestroyRequest;
import io.drover.agent.api.v1.GetNodeStatusRequest;
import io.drover.agent.api.v1.InspectPodRequest;
import io.drover.agent.api.v1.Migration;
import io.drover.agent.api.v1.MigrationStatus;
import io.drover.agent.api.v1.PrepareSourceRequest;
import io.drover.agent.api.v1.PrepareTargetRequest;
import io.drover.agent.api.v1.Role;
import io.drover.agent.api.v1.RunRequest;
import io.drover.agent.api.v1.ThawRequest;
import io.drover.agent.api.v1.WatchMigrationRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A counting server moves from one pod's network to another's, with real runc, CRIU and netfilter; one agent holds both roles. */
class MigrationIT {

    private MigrationLab lab;

    @BeforeEach
    void open() throws IOException {
        lab = new MigrationLab();
    }

    @AfterEach
    void close() throws IOException {
        lab.close();
    }

    @Test
    void theServerMovesAndItsClientNoticesOnlyAPause() throws Exception {
        // Given
        lab.runServer("one", 64);
        Process client = lab.client(6);
        Path bundle = lab.bundle("two", "pb", 64);
        Migration migration = lab.migration("m1", "one");
        CompletableFuture<String> create = waiting(migration, bundle);
        TimeUnit.SECONDS.sleep(1);

        // When
        lab.agent()
                .checkpoint(
                        CheckpointRequest.newBuilder().setMigration(migration).build());
        MigrationStatus sealed = await("m1", Role.SOURCE, AgentState.SOURCE_SEALED);
        await("m1", Role.TARGET, AgentState.TARGET_RESTORED);
        String frozen = lab.freezerState("two");
        MigrationStatus running = lab.agent()
                .run(RunRequest.newBuilder().setMigrationId("m1").setEpoch(2).build());

        // Then
        assertThat(sealed.getConnections()).isEqualTo(1);
        assertThat(frozen).isEqualTo("FROZEN");
        assertThat(running.getState()).isEqualTo(AgentState.TARGET_RUNNING);
        assertThat(create.get(5, TimeUnit.SECONDS)).isEqualTo("ok");
        String seen = MigrationLab.output(client);
        assertThat(seen).startsWith("ok ");
        assertThat(lab.freezerState("one")).isEqualTo("FROZEN");
        assertThat(Files.readString(bundle.resolve("out"))).doesNotContain("SIGCONT");
    }

    @Test
    void whatItWroteIntoItsRootMovesAlong() throws Exception {
        // Given
        lab.runServer("one", 8);
        MigrationLab.run(
                "runc",
                "--root",
                lab.runcRoot.toString(),
                "exec",
                "one",
                "sh",
                "-c",
                "cd /etc && echo written > new && rm to-be-deleted && ln -s new link && mkdir -p deep/er && chmod 641 new");
        Migration migration = lab.migration("m5", "one");
        Path bundle = lab.bundle("two", "pb", 8);
        CompletableFuture<String> create = waiting(migration, bundle);

        // When
        lab.agent()
                .checkpoint(
                        CheckpointRequest.newBuilder().setMigration(migration).build());
        await("m5", Role.TARGET, AgentState.TARGET_RESTORED);

        // Then
        Path etc = bundle.resolve("rootfs/etc");
        assertThat(create.get(5, TimeUnit.SECONDS)).isEqualTo("ok");
        assertThat(etc.resolve("new")).hasContent("written");
        assertThat(Files.readSymbolicLink(etc.resolve("link"))).isEqualTo(Path.of("new"));
        assertThat(Files.getAttribute(etc.resolve("new"), "unix:mode")).isEqualTo(0100641);
        assertThat(etc.resolve("deep/er")).isDirectory();
        assertThat(etc.resolve("of-the-image")).hasContent("as it was");
        assertThat(etc.resolve("to-be-deleted")).doesNotExist();
    }

    @Test
    void aTargetWithoutRoomSaysSoBeforeTheFreeze() throws Exception {
        // Given
        lab.runServer("one", 64);
        lab.limitImages(48);
        Migration migration = lab.migration("m6", "one");
        CompletableFuture<String> create = waiting(migration, lab.bundle("two", "pb", 64));

        // When
        lab.agent()
                .checkpoint(
                        CheckpointRequest.newBuilder().setMigration(migration).build());
        MigrationStatus failed = await("m6", Role.SOURCE, AgentState.MIGRATION_FAILED);

        // Then
        assertThat(failed.getFailure().getReason()).isEqualTo("ImageSpaceExhausted");
        assertThat(failed.getFailure().getMessage()).contains("bytes free");
        assertThat(failed.getFrozenAtUnixMs()).isZero();
        assertThat(create).isNotDone();
        assertThat(lab.freezerState("one")).isEqualTo("THAWED");
    }

    @Test
    void aDiskThatGetsFullOnTheWayLeavesTheSourceRunningAndNothingBehind() throws Exception {
        // Given
        lab.runServer("one", 64);
        Process client = lab.client(6);
        // Room for what is dumped and for half of what arrives.
        lab.limitImages(100);
        Migration migration = lab.migration("m7", "one");
        CompletableFuture<String> create = waiting(migration, lab.bundle("two", "pb", 64));

        // When
        lab.agent()
                .checkpoint(
                        CheckpointRequest.newBuilder().setMigration(migration).build());
        MigrationStatus source = await("m7", Role.SOURCE, AgentState.MIGRATION_FAILED);
        MigrationStatus target = await("m7", Role.TARGET, AgentState.MIGRATION_FAILED);

        // Then
        assertThat(source.getFailure().getReason()).isEqualTo("ImageSpaceExhausted");
        assertThat(target.getFailure().getReason()).isEqualTo("ImageSpaceExhausted");
        assertThat(lab.freezerState("one")).isEqualTo("THAWED");
        assertThat(MigrationLab.output(client)).startsWith("ok ");
        assertThat(create.get(5, TimeUnit.SECONDS)).contains("MigrationEnded");
        assertThat(lab.root.resolve("images/one/received")).doesNotExist();
    }

    @Test
    void aSealedSourceRunsAgainByTheCoordinatorsWord() throws Exception {
        // Given
        lab.runServer("one", 8);
        Process client = lab.client(6);
        Migration migration = lab.migration("m2", "one");
        CompletableFuture<String> create = waiting(migration, lab.bundle("two", "pb", 8));
        lab.agent()
                .checkpoint(
                        CheckpointRequest.newBuilder().setMigration(migration).build());
        await("m2", Role.SOURCE, AgentState.SOURCE_SEALED);
        await("m2", Role.TARGET, AgentState.TARGET_RESTORED);

        // When
        MigrationStatus destroyed = lab.agent()
                .destroy(DestroyRequest.newBuilder()
                        .setMigrationId("m2")
                        .setEpoch(1)
                        .build());
        MigrationStatus thawed = lab.agent()
                .thaw(ThawRequest.newBuilder().setMigrationId("m2").setEpoch(1).build());

        // Then
        assertThat(destroyed.getState()).isEqualTo(AgentState.TARGET_DESTROYED);
        assertThat(thawed.getState()).isEqualTo(AgentState.SOURCE_THAWED);
        assertThat(lab.freezerState("one")).isEqualTo("THAWED");
        assertThat(create.get(5, TimeUnit.SECONDS)).isEqualTo("ok");
        assertThat(MigrationLab.output(client)).startsWith("ok ");
        MigrationStatus late = lab.agent()
                .run(RunRequest.newBuilder().setMigrationId("m2").setEpoch(2).build());
        assertThat(late.getFailure().getReason()).isEqualTo("NotInState");
    }

    @Test
    void aSourceWhoseImageNobodyTakesRunsAgainByItself() throws Exception {
        // Given
        lab.runServer("one", 8);
        Process client = lab.client(5);
        Migration migration = lab.migration("m3", "one");
        prepare(migration);

        // When
        lab.agent()
                .checkpoint(
                        CheckpointRequest.newBuilder().setMigration(migration).build());
        MigrationStatus failed = await("m3", Role.SOURCE, AgentState.MIGRATION_FAILED);

        // Then
        assertThat(failed.getFailure().getReason()).isEqualTo("NotInState");
        assertThat(lab.freezerState("one")).isEqualTo("THAWED");
        assertThat(MigrationLab.output(client)).startsWith("ok ");
    }

    @Test
    void anAgentThatComesBackWaitsWithASealedSourceForTheWord() throws Exception {
        // Given
        lab.runServer("one", 8);
        Process client = lab.client(8);
        Migration migration = lab.migration("m4", "one");
        CompletableFuture<String> create = waiting(migration, lab.bundle("two", "pb", 8));
        lab.agent()
                .checkpoint(
                        CheckpointRequest.newBuilder().setMigration(migration).build());
        await("m4", Role.SOURCE, AgentState.SOURCE_SEALED);
        await("m4", Role.TARGET, AgentState.TARGET_RESTORED);
        assertThatNoException().isThrownBy(() -> create.get(5, TimeUnit.SECONDS));

        // When
        lab.crash();
        lab.start();

        // Then
        assertThat(await("m4", Role.SOURCE, AgentState.SOURCE_SEALED).getEpoch())
                .isEqualTo(1);
        assertThat(lab.freezerState("one")).isEqualTo("FROZEN");
        assertThat(lab.freezerState("two")).isEqualTo("FROZEN");
        MigrationStatus running = lab.agent()
                .run(RunRequest.newBuilder().setMigrationId("m4").setEpoch(2).build());
        assertThat(running.getState()).isEqualTo(AgentState.TARGET_RUNNING);
        assertThat(MigrationLab.output(client)).startsWith("ok ");
    }

    @Test
    void theEndOfWhatMovedIsReported() throws Exception {
        // Given
        lab.runServer("one", 8);
        Migration migration = lab.migration("m6", "one");
        CompletableFuture<String> create = waiting(migration, lab.bundle("two", "pb", 8));
        lab.agent()
                .checkpoint(
                        CheckpointRequest.newBuilder().setMigration(migration).build());
        await("m6", Role.SOURCE, AgentState.SOURCE_SEALED);
        await("m6", Role.TARGET, AgentState.TARGET_RESTORED);
        assertThat(create.get(5, TimeUnit.SECONDS)).isEqualTo("ok");
        lab.agent().run(RunRequest.newBuilder().setMigrationId("m6").setEpoch(2).build());

        // When
        MigrationLab.run("runc", "--root", lab.runcRoot.toString(), "kill", "two", "KILL");

        // Then
        assertThat(await("m6", Role.TARGET, AgentState.TARGET_ENDED).getEpoch()).isEqualTo(2);
    }

    @Test
    void itTellsWhatTheNodeAndAContainerAre() throws Exception {
        // Given
        lab.runServer("one", 16);

        // When
        var node = lab.agent().getNodeStatus(GetNodeStatusRequest.getDefaultInstance());
        var pod = lab.agent()
                .inspectPod(InspectPodRequest.newBuilder()
                        .addContainers(lab.reference("one"))
                        .addContainers(lab.reference("none"))
                        .build());

        // Then
        assertThat(node.getProblemsList()).isEmpty();
        assertThat(node.getCriuVersion()).startsWith("4.");
        assertThat(pod.getContainers(0).getObstaclesList()).isEmpty();
        assertThat(pod.getContainers(0).getResidentBytes()).isBetween(16L << 20, 40L << 20);
        assertThat(pod.getContainers(1).getFailure().getReason()).isEqualTo("ContainerGone");
    }

    private CompletableFuture<String> waiting(Migration migration, Path bundle) {
        prepare(migration);
        CompletableFuture<String> create =
                new ShimStandIn(lab, "two", bundle, migration.getTargetPod().getUid()).create();
        await(migration.getId(), Role.TARGET, AgentState.TARGET_READY);
        return create;
    }

    private void prepare(Migration migration) {
        MigrationStatus source = lab.agent()
                .prepareSource(PrepareSourceRequest.newBuilder()
                        .setMigration(migration)
                        .build());
        assertThat(source.getState()).as(source.toString()).isEqualTo(AgentState.SOURCE_PREPARED);
        MigrationStatus target = lab.agent()
                .prepareTarget(PrepareTargetRequest.newBuilder()
                        .setMigration(migration)
                        .build());
        assertThat(target.getState()).as(target.toString()).isEqualTo(AgentState.TARGET_BOUND);
    }

    private MigrationStatus await(String id, Role role, AgentState wanted) {
        List<AgentState> ends =
                List.of(wanted, AgentState.MIGRATION_FAILED, AgentState.TARGET_DESTROYED, AgentState.SOURCE_THAWED);
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
        assertThat(last.getState()).as(last.toString()).isEqualTo(wanted);
        return last;
    }
}
