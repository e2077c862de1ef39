package io.drover.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.agent.api.TicketCommand;
import io.drover.agent.api.v1.AddRewritesRequest;
import io.drover.agent.api.v1.AgentState;
import io.drover.agent.api.v1.CheckpointRequest;
import io.drover.agent.api.v1.Connection;
import io.drover.agent.api.v1.ExpectImagesReply;
import io.drover.agent.api.v1.ExpectImagesRequest;
import io.drover.agent.api.v1.InspectPodRequest;
import io.drover.agent.api.v1.Migration;
import io.drover.agent.api.v1.MigrationStatus;
import io.drover.agent.api.v1.PeerOrder;
import io.drover.agent.api.v1.PrepareSourceRequest;
import io.drover.agent.api.v1.PrepareTargetRequest;
import io.drover.agent.api.v1.RemoveRewritesRequest;
import io.drover.agent.api.v1.RewriteRole;
import io.drover.agent.api.v1.Role;
import io.drover.agent.api.v1.WatchMigrationRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an agent refuses whoever has not the operator's order, beside a move that has it; with real runc, CRIU and netfilter. */
class PeerOrderIT {

    private static final Duration LIFE = Duration.ofMinutes(5);
    private final PeerOrders operator = new PeerOrders(InstantSource.system());
    private MigrationLab lab;

    @BeforeEach
    void open() throws IOException {
        lab = new MigrationLab(operator.authority("only"));
    }

    @AfterEach
    void close() throws IOException {
        lab.close();
    }

    @Test
    void intrudersChangeNothingAndTheMoveGoesOn() throws Exception {
        // Given
        lab.runServer("one", 8);
        Process client = lab.client(5);
        Migration migration = lab.migration("p1", "one");
        CompletableFuture<String> create = waiting(migration);

        // When
        ExpectImagesReply image = lab.peer()
                .expectImages(ExpectImagesRequest.newBuilder()
                        .setOrder(PeerOrder.newBuilder().setMigration(migration))
                        .build());
        String rewritten = added(PeerOrder.newBuilder().setMigration(migration).build(), MigrationLab.OLD);
        String removed = lab.peer()
                .removeRewrites(RemoveRewritesRequest.newBuilder()
                        .setOrder(PeerOrder.newBuilder().setMigration(migration))
                        .build())
                .getFailure()
                .getReason();
        checkpoint(migration);

        // Then
        assertThat(image.getFailure().getReason()).isEqualTo("TicketMissing");
        assertThat(image.getKey().isEmpty()).isTrue();
        assertThat(rewritten).isEqualTo("TicketMissing");
        assertThat(removed).isEqualTo("TicketMissing");
        await("p1", Role.SOURCE, AgentState.SOURCE_SEALED);
        await("p1", Role.TARGET, AgentState.TARGET_RESTORED);
        assertThat(create.get(5, TimeUnit.SECONDS)).isEqualTo("ok");
        client.destroy();
    }

    @Test
    void anOrderLeadsNoConnectionsButThePods() throws Exception {
        // Given
        Migration migration = lab.migration("p2", "one");
        PeerOrder order = operator.order(migration, LIFE);

        // When
        String strangers = added(order, "10.78.0.30");

        // Then
        assertThat(strangers).isEqualTo("ConnectionStrange");
        assertThat(added(order, MigrationLab.OLD)).isEmpty();
        assertThat(lab.peer()
                        .removeRewrites(RemoveRewritesRequest.newBuilder()
                                .setOrder(order)
                                .build())
                        .hasFailure())
                .isFalse();
        assertThat(added(order, MigrationLab.OLD)).isEqualTo("MigrationWithdrawn");
    }

    @Test
    void aContainerIdThatLeavesTheImageDirectoryIsRefused() {
        // Given
        Migration migration = lab.migration("p3", "../../../etc");

        // When
        MigrationStatus status = prepareSource(migration);

        // Then
        assertThat(status.getFailure().getReason()).isEqualTo("ContainerIdMalformed");
        assertThat(status.getState()).isEqualTo(AgentState.AGENT_STATE_UNSPECIFIED);
    }

    @Test
    void nobodyLooksAtAPodWithoutATicket() {
        // Given
        InspectPodRequest request = InspectPodRequest.newBuilder()
                .addContainers(lab.reference("one"))
                .build();

        // When
        var reply = lab.agent().inspectPod(request);

        // Then
        assertThat(reply.getFailure().getReason()).isEqualTo("TicketMissing");
        assertThat(reply.getContainersList()).isEmpty();
    }

    private String added(PeerOrder order, String local) {
        return lab.peer()
                .addRewrites(AddRewritesRequest.newBuilder()
                        .setOrder(order)
                        .setRole(RewriteRole.CLIENT_NODE)
                        .addConnections(Connection.newBuilder()
                                .setLocalAddress(local)
                                .setLocalPort(8080)
                                .setRemoteAddress(MigrationLab.NODE)
                                .setRemotePort(4242))
                        .build())
                .getFailure()
                .getReason();
    }

    private CompletableFuture<String> waiting(Migration migration) throws IOException {
        assertThat(prepareSource(migration).getState()).isEqualTo(AgentState.SOURCE_PREPARED);
        MigrationStatus target = lab.agent()
                .prepareTarget(PrepareTargetRequest.newBuilder()
                        .setMigration(migration)
                        .setTicket(operator.ticket(TicketCommand.PREPARE, "only", migration, LIFE))
                        .build());
        assertThat(target.getState()).isEqualTo(AgentState.TARGET_BOUND);
        Path bundle = lab.bundle("two", "pb", 8);
        CompletableFuture<String> create =
                new ShimStandIn(lab, "two", bundle, migration.getTargetPod().getUid()).create();
        await(migration.getId(), Role.TARGET, AgentState.TARGET_READY);
        return create;
    }

    private MigrationStatus prepareSource(Migration migration) {
        return lab.agent()
                .prepareSource(PrepareSourceRequest.newBuilder()
                        .setMigration(migration)
                        .setTicket(operator.ticket(TicketCommand.PREPARE, "only", migration, LIFE))
                        .build());
    }

    private void checkpoint(Migration migration) {
        MigrationStatus status = lab.agent()
                .checkpoint(CheckpointRequest.newBuilder()
                        .setMigration(migration)
                        .setTicket(operator.ticket(TicketCommand.CHECKPOINT, "only", migration, LIFE))
                        .setPeerTicket(operator.ticket(TicketCommand.PEER, "only", migration, LIFE))
                        .build());
        assertThat(status.hasFailure()).as(status.toString()).isFalse();
    }

    private void await(String id, Role role, AgentState wanted) {
        Iterator<MigrationStatus> statuses = lab.agent()
                .withDeadlineAfter(30, TimeUnit.SECONDS)
                .watchMigration(WatchMigrationRequest.newBuilder()
                        .setMigrationId(id)
                        .setRole(role)
                        .build());
        MigrationStatus last = statuses.next();
        while (last.getState() != wanted && last.getState() != AgentState.MIGRATION_FAILED) {
            last = statuses.next();
        }
        assertThat(last.getState()).as(last.toString()).isEqualTo(wanted);
    }
}
