package io.drover.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.agent.api.v1.Migration;
import io.drover.agent.api.v1.NodeRef;
import io.drover.agent.api.v1.PeerOrder;
import io.drover.agent.api.v1.PodRef;
import io.drover.agent.api.v1.RewriteRole;
import io.drover.agent.node.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeerGateTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private final PeerOrders operator = new PeerOrders(InstantSource.fixed(NOW));

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            AGENT ON | ROLE        | ANSWER
            source   | SOURCE_NODE | done
            client   | CLIENT_NODE | done
            client   | SOURCE_NODE | done
            target   | CLIENT_NODE | done
            target   | TARGET_POD  | done
            target   | TARGET_NODE | done
            client   | TARGET_POD  | NodeNotNamed
            source   | TARGET_NODE | NodeNotNamed
            stranger | CLIENT_NODE | NodeNotNamed
            """)
    void aNodeDoesWhatTheMigrationNamesItFor(String node, RewriteRole role, String answer) {
        // Given
        PeerGate gate = gate(node);
        // When
        Optional<Trouble> trouble = gate.rewrites(order(1), role);
        // Then
        assertThat(reasonOf(trouble)).isEqualTo(answer);
    }

    @Test
    void anImageIsTakenOnTheTargetsNodeOnly() {
        // Given
        PeerGate client = gate("client");
        // When
        Optional<Trouble> trouble = client.image(order(1));
        // Then
        assertThat(reasonOf(trouble)).isEqualTo("NodeNotNamed");
        assertThat(reasonOf(gate("target").image(order(1)))).isEqualTo("done");
    }

    @Test
    void whoeverHasNoOrderOfTheOperatorIsRefused() {
        // Given
        PeerGate gate = gate("client");
        PeerOrder stolen = order(1).toBuilder()
                .setMigration(migration(1).toBuilder()
                        .setSourcePod(PodRef.newBuilder().setUid("old").setIp("10.0.0.66")))
                .build();
        PeerOrder strangers = new PeerOrders(InstantSource.fixed(NOW)).order(migration(1), MINUTE);
        // When
        Optional<Trouble> none = gate.rewrites(PeerOrder.getDefaultInstance(), RewriteRole.CLIENT_NODE);
        // Then
        assertThat(reasonOf(none)).isEqualTo("TicketMissing");
        assertThat(reasonOf(gate.rewrites(stolen, RewriteRole.CLIENT_NODE))).isEqualTo("TicketSubjectAltered");
        assertThat(reasonOf(gate.rewrites(strangers, RewriteRole.CLIENT_NODE))).isEqualTo("TicketForged");
        assertThat(reasonOf(gate.removal(strangers))).isEqualTo("TicketForged");
    }

    @Test
    void afterTheRollbackNothingIsLedAnyMore() {
        // Given
        PeerGate gate = gate("client");
        // When
        Optional<Trouble> removal = gate.removal(order(1));
        // Then
        assertThat(reasonOf(removal)).isEqualTo("done");
        assertThat(reasonOf(gate.rewrites(order(1), RewriteRole.CLIENT_NODE))).isEqualTo("MigrationWithdrawn");
        assertThat(reasonOf(gate.removal(order(1)))).isEqualTo("done");
    }

    @Test
    void aRollbackThatComesLateIsDoneAndWorkThatComesLateIsNot() {
        // Given
        PeerGate gate = gate("client");
        PeerOrder late = operator.order(migration(1), Duration.ofMinutes(-1));
        // When
        Optional<Trouble> removal = gate.removal(late);
        // Then
        assertThat(reasonOf(removal)).isEqualTo("done");
        assertThat(reasonOf(gate.rewrites(late, RewriteRole.CLIENT_NODE))).isEqualTo("TicketExpired");
    }

    @Test
    void anOrderOfAnOlderEpochIsRefused() {
        // Given
        PeerGate gate = gate("client");
        gate.rewrites(order(2), RewriteRole.CLIENT_NODE);
        // When
        Optional<Trouble> replayed = gate.rewrites(order(1), RewriteRole.CLIENT_NODE);
        // Then
        assertThat(reasonOf(replayed)).isEqualTo("Fenced");
    }

    private PeerGate gate(String node) {
        return new PeerGate(operator.authority(node), node, operator.clock());
    }

    private PeerOrder order(long epoch) {
        return operator.order(migration(epoch), MINUTE);
    }

    private static Migration migration(long epoch) {
        return Migration.newBuilder()
                .setId("m-1")
                .setEpoch(epoch)
                .setSourcePod(PodRef.newBuilder().setUid("old").setIp("10.0.0.1"))
                .setTargetPod(PodRef.newBuilder().setUid("new").setIp("10.0.1.1"))
                .setSourceNode(node("source"))
                .setTargetNode(node("target"))
                .addNodes(node("source"))
                .addNodes(node("target"))
                .addNodes(node("client"))
                .build();
    }

    private static NodeRef node(String name) {
        return NodeRef.newBuilder().setName(name).build();
    }

    private static String reasonOf(Optional<Trouble> trouble) {
        return trouble.map(found -> found.reason().code()).orElse("done");
    }
}
