package io.drover.agent.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.agent.api.v1.Migration;
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
