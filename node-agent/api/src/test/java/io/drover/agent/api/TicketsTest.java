package io.drover.agent.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.agent.api.v1.ContainerRef;
import io.drover.agent.api.v1.InspectPodRequest;
import io.drover.agent.api.v1.Migration;
import io.drover.agent.api.v1.MovedContainer;
import io.drover.agent.api.v1.NodeRef;
import io.drover.agent.api.v1.PodRef;
import io.drover.agent.api.v1.Ticket;
import java.security.KeyPair;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TicketsTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final KeyPair OPERATOR = TicketKeys.generate();
    private final TicketGate gate = new TicketGate(OPERATOR.getPublic(), "node-b", InstantSource.fixed(NOW));

    @Test
    void theOperatorsTicketOpensItsOwnCommand() {
        // Given
        Ticket ticket = Tickets.sign(ticket("RUN", "node-b", "m-1", 2, "source", "target", 30), OPERATOR.getPrivate());
        // When
        TicketCheck check = gate.check(ticket, TicketCommand.RUN, "m-1", 2);
        // Then
        assertThat(check).isEqualTo(new TicketCheck.Valid());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            COMMAND    | NODE   | MIGRATION | EPOCH | SECONDS LEFT | REFUSED WITH
            THAW       | node-b | m-1       | 2     | 30           | TicketForAnother
            RUN        | node-a | m-1       | 2     | 30           | TicketForAnother
            RUN        | node-b | m-2       | 2     | 30           | TicketForAnother
            RUN        | node-b | m-1       | 1     | 30           | TicketForAnother
            RUN        | node-b | m-1       | 2     | -1           | TicketExpired
            """)
    void aGenuineTicketOpensNothingElse(
            String command, String node, String migration, long epoch, long secondsLeft, String reason) {
        // Given
        Ticket ticket = Tickets.sign(
                ticket(command, node, migration, epoch, "source", "target", secondsLeft), OPERATOR.getPrivate());
        // When
        TicketCheck check = gate.check(ticket, TicketCommand.RUN, "m-1", 2);
        // Then
        assertThat(reasonOf(check)).isEqualTo(reason);
    }

    @Test
    void aTicketForAnotherPairOfPodsIsRefused() {
        // Given
        Ticket ticket =
                Tickets.sign(ticket("PREPARE", "node-b", "m-1", 1, "source", "target", 30), OPERATOR.getPrivate());
        Migration migration = Migration.newBuilder()
                .setId("m-1")
                .setEpoch(1)
                .setSourcePod(PodRef.newBuilder().setUid("source"))
                .setTargetPod(PodRef.newBuilder().setUid("stranger"))
                .build();
        // When
        TicketCheck check = gate.check(ticket, TicketCommand.PREPARE, migration);
        // Then
        assertThat(reasonOf(check)).isEqualTo("TicketForAnother");
    }

    @Test
    void aMigrationThatWasAlteredOnItsWayIsRefused() {
        // Given
        Migration signed = migration();
        Ticket ticket = signed("CHECKPOINT", "node-b", signed, 30);
        Migration altered = signed.toBuilder()
                .setContainers(0, signed.getContainers(0).toBuilder().setSourceId("../../etc"))
                .build();
        // When
        TicketCheck check = gate.check(ticket, TicketCommand.CHECKPOINT, altered);
        // Then
        assertThat(reasonOf(check)).isEqualTo("TicketSubjectAltered");
        assertThat(reasonOf(gate.check(ticket, TicketCommand.CHECKPOINT, signed)))
                .isEqualTo("none");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            COMMAND    | NODE   | EPOCH | SECONDS LEFT | REFUSED WITH     | UNDO REFUSED WITH
            PEER       | node-a | 1     | 30           | none             | none
            PEER       | node-a | 1     | -1           | TicketExpired    | none
            PEER       | node-a | 2     | 30           | TicketForAnother | TicketForAnother
            PEER       | node-b | 1     | 30           | TicketForAnother | TicketForAnother
            CHECKPOINT | node-a | 1     | 30           | TicketForAnother | TicketForAnother
            """)
    void anotherAgentShowsAnOrderThatTheSourceWasGiven(
            String command, String node, long epoch, long secondsLeft, String reason, String undoReason) {
        // Given
        Ticket ticket =
                signed(command, node, migration().toBuilder().setEpoch(epoch).build(), secondsLeft);
        // When
        TicketCheck check = gate.checkPeer(ticket, migration());
        // Then
        assertThat(reasonOf(check)).isEqualTo(reason);
        assertThat(reasonOf(gate.checkPeerUndo(ticket, migration()))).isEqualTo(undoReason);
    }

    @Test
    void aLookIsForTheContainersThatWereSigned() {
        // Given
        InspectPodRequest asked = InspectPodRequest.newBuilder()
                .setPod(PodRef.newBuilder().setUid("source"))
                .addContainers(ContainerRef.newBuilder().setId("one"))
                .build();
        Ticket ticket = Tickets.sign(
                ticket("INSPECT", "node-b", "", 0, "source", "", 30).toBuilder()
                        .setSubjectSha256(Tickets.digest(asked))
                        .build(),
                OPERATOR.getPrivate());
        InspectPodRequest another = asked.toBuilder()
                .setContainers(0, ContainerRef.newBuilder().setId("two"))
                .setTicket(ticket)
                .build();
        // When
        TicketCheck check = gate.checkInspection(another);
        // Then
        assertThat(reasonOf(check)).isEqualTo("TicketSubjectAltered");
        assertThat(reasonOf(
                        gate.checkInspection(asked.toBuilder().setTicket(ticket).build())))
                .isEqualTo("none");
        assertThat(reasonOf(gate.checkInspection(asked))).isEqualTo("TicketMissing");
    }

    @Test
    void theColdWordIsForOnePodObject() {
        // Given
        Ticket ticket = Tickets.sign(ticket("COLD", "node-b", "m-1", 1, "source", "target", 30), OPERATOR.getPrivate());
        // When
        TicketCheck sameName =
                gate.checkCold(ticket, PodRef.newBuilder().setUid("another").build());
        // Then
        assertThat(reasonOf(sameName)).isEqualTo("TicketForAnother");
        assertThat(gate.checkCold(ticket, PodRef.newBuilder().setUid("target").build()))
                .isEqualTo(new TicketCheck.Valid());
    }

    @Test
    void aChangedFieldAStrangersKeyAndNoSignatureAreRefused() {
        // Given
        Ticket genuine = Tickets.sign(ticket("RUN", "node-b", "m-1", 1, "source", "target", 30), OPERATOR.getPrivate());
        Ticket changed = genuine.toBuilder().setEpoch(2).build();
        Ticket strangers = Tickets.sign(
                genuine.toBuilder().setEpoch(2).build(), TicketKeys.generate().getPrivate());
        Ticket unsigned = genuine.toBuilder().clearSignature().build();
        // When
        TicketCheck ofChanged = gate.check(changed, TicketCommand.RUN, "m-1", 2);
        // Then
        assertThat(reasonOf(ofChanged)).isEqualTo("TicketForged");
        assertThat(reasonOf(gate.check(strangers, TicketCommand.RUN, "m-1", 2))).isEqualTo("TicketForged");
        assertThat(reasonOf(gate.check(unsigned, TicketCommand.RUN, "m-1", 1))).isEqualTo("TicketMissing");
    }

    @Test
    void bytesThatMoveFromOneFieldToTheNextChangeWhatIsSigned() {
        // Given
        Ticket one = ticket("RUN", "node-b", "m-1", 1, "ab", "c", 30);
        Ticket other = ticket("RUN", "node-b", "m-1", 1, "a", "bc", 30);
        // When
        byte[] signed = Tickets.signedBytes(one);
        // Then
        assertThat(signed).isNotEqualTo(Tickets.signedBytes(other));
    }

    @Test
    void keysSurviveTheirPemForm() {
        // Given
        String privatePem = TicketKeys.toPem(OPERATOR.getPrivate());
        String publicPem = TicketKeys.toPem(OPERATOR.getPublic());
        // When
        Ticket ticket = Tickets.sign(
                ticket("RUN", "node-b", "m-1", 1, "source", "target", 30), TicketKeys.privateKey(privatePem));
        // Then
        assertThat(Tickets.isSigned(ticket, TicketKeys.publicKey(publicPem))).isTrue();
        assertThat(publicPem).startsWith("-----BEGIN PUBLIC KEY-----\n");
    }

    private static String reasonOf(TicketCheck check) {
        return check instanceof TicketCheck.Refused refused ? refused.reason().code() : "none";
    }

    private static Migration migration() {
        return Migration.newBuilder()
                .setId("m-1")
                .setEpoch(1)
                .setSourcePod(PodRef.newBuilder().setUid("source"))
                .setSourceNode(NodeRef.newBuilder().setName("node-a"))
                .setTargetPod(PodRef.newBuilder().setUid("target"))
                .addContainers(MovedContainer.newBuilder().setSourceId("one"))
                .build();
    }

    private static Ticket signed(String command, String node, Migration migration, long secondsLeft) {
        return Tickets.sign(
                ticket(command, node, migration.getId(), migration.getEpoch(), "source", "target", secondsLeft)
                        .toBuilder()
                        .setSubjectSha256(Tickets.digest(migration))
                        .build(),
                OPERATOR.getPrivate());
    }

    private static Ticket ticket(
            String command, String node, String migration, long epoch, String source, String target, long secondsLeft) {
        return Ticket.newBuilder()
                .setMigrationId(migration)
                .setEpoch(epoch)
                .setCommand(command)
                .setNodeName(node)
                .setSourcePodUid(source)
                .setTargetPodUid(target)
                .setExpiresUnixMs(NOW.plusSeconds(secondsLeft).toEpochMilli())
                .build();
    }
}
