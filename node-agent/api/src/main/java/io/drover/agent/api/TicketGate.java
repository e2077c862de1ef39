package io.drover.agent.api;

import static io.drover.agent.api.TicketReason.TICKET_EXPIRED;
import static io.drover.agent.api.TicketReason.TICKET_FORGED;
import static io.drover.agent.api.TicketReason.TICKET_FOR_ANOTHER;
import static io.drover.agent.api.TicketReason.TICKET_MISSING;
import static io.drover.agent.api.TicketReason.TICKET_SUBJECT_ALTERED;

import com.google.protobuf.Message;
import io.drover.agent.api.v1.InspectPodRequest;
import io.drover.agent.api.v1.Migration;
import io.drover.agent.api.v1.PodRef;
import io.drover.agent.api.v1.Ticket;
import java.security.PublicKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * An agent's check of the tickets it is shown: signed by the operator, not expired, and for just this command. Thread safe.
 *
 * <p>Epochs that are too low for what the agent has seen are the agent's own check: a genuine ticket can be an old one.
 */
public final class TicketGate {

    private static final TicketCheck VALID = new TicketCheck.Valid();

    private final PublicKey operator;
    private final String nodeName;
    private final InstantSource clock;

    /**
     * @param operator the operator's public Ed25519 key
     * @param nodeName the node that this agent serves
     */
    public TicketGate(PublicKey operator, String nodeName, InstantSource clock) {
        this.operator = operator;
        this.nodeName = nodeName;
        this.clock = clock;
    }

    /** For PREPARE and CHECKPOINT, whose requests carry the whole migration. */
    public TicketCheck check(Ticket ticket, TicketCommand command, Migration migration) {
        return genuine(ticket)
                .or(() -> current(ticket))
                .or(() -> same("node", ticket.getNodeName(), nodeName))
                .or(() -> about(ticket, command, migration))
                .orElse(VALID);
    }

    /** For ExpectImages and AddRewrites, which the source's agent asks of this one. */
    public TicketCheck checkPeer(Ticket ticket, Migration migration) {
        return genuine(ticket)
                .or(() -> current(ticket))
                .or(() -> peer(ticket, migration))
                .orElse(VALID);
    }

    /** For RemoveRewrites: as {@link #checkPeer}, but the ticket may have expired, because a rollback may come late. */
    public TicketCheck checkPeerUndo(Ticket ticket, Migration migration) {
        return genuine(ticket).or(() -> peer(ticket, migration)).orElse(VALID);
    }

    /** For INSPECT, which belongs to no migration. */
    public TicketCheck checkInspection(InspectPodRequest request) {
        Ticket ticket = request.getTicket();
        return genuine(ticket)
                .or(() -> current(ticket))
                .or(() -> same("command", ticket.getCommand(), TicketCommand.INSPECT.name()))
                .or(() -> same("node", ticket.getNodeName(), nodeName))
                .or(() -> unaltered(ticket, request.toBuilder().clearTicket().build()))
                .orElse(VALID);
    }

    /** For RUN, THAW, DESTROY and COMMIT. */
    public TicketCheck check(Ticket ticket, TicketCommand command, String migrationId, long epoch) {
        return genuine(ticket)
                .or(() -> current(ticket))
                .or(() -> same("node", ticket.getNodeName(), nodeName))
                .or(() -> same(ticket, command, migrationId, epoch))
                .orElse(VALID);
    }

    /** For FORGET, whose request names no epoch. */
    public TicketCheck checkForget(Ticket ticket, String migrationId) {
        return check(ticket, TicketCommand.FORGET, migrationId, ticket.getEpoch());
    }

    /** For COLD: the word is for one pod object, and the ticket alone says for which migration. */
    public TicketCheck checkCold(Ticket ticket, PodRef pod) {
        TicketCheck check = check(ticket, TicketCommand.COLD, ticket.getMigrationId(), ticket.getEpoch());
        return check instanceof TicketCheck.Refused
                ? check
                : same("target pod", ticket.getTargetPodUid(), pod.getUid()).orElse(VALID);
    }

    private Optional<TicketCheck> genuine(Ticket ticket) {
        if (ticket.getSignature().isEmpty()) {
            return refused(TICKET_MISSING, "the command has no signed ticket of the operator");
        }
        return Tickets.isSigned(ticket, operator)
                ? Optional.empty()
                : refused(TICKET_FORGED, "the ticket's signature is not the operator's for what the ticket says");
    }

    private Optional<TicketCheck> current(Ticket ticket) {
        Instant expires = Instant.ofEpochMilli(ticket.getExpiresUnixMs());
        return expires.isBefore(clock.instant())
                ? refused(TICKET_EXPIRED, "the ticket ended at " + expires + ", now it is " + clock.instant())
                : Optional.empty();
    }

    private static Optional<TicketCheck> peer(Ticket ticket, Migration migration) {
        return same("node", ticket.getNodeName(), migration.getSourceNode().getName())
                .or(() -> about(ticket, TicketCommand.PEER, migration));
    }

    private static Optional<TicketCheck> about(Ticket ticket, TicketCommand command, Migration migration) {
        return same(ticket, command, migration.getId(), migration.getEpoch())
                .or(() -> same(
                        "source pod",
                        ticket.getSourcePodUid(),
                        migration.getSourcePod().getUid()))
                .or(() -> same(
                        "target pod",
                        ticket.getTargetPodUid(),
                        migration.getTargetPod().getUid()))
                .or(() -> unaltered(ticket, migration));
    }

    private static Optional<TicketCheck> same(Ticket ticket, TicketCommand command, String migrationId, long epoch) {
        return same("command", ticket.getCommand(), command.name())
                .or(() -> same("migration", ticket.getMigrationId(), migrationId))
                .or(() -> same("epoch", Long.toString(ticket.getEpoch()), Long.toString(epoch)));
    }

    private static Optional<TicketCheck> unaltered(Ticket ticket, Message subject) {
        return ticket.getSubjectSha256().equals(Tickets.digest(subject))
                ? Optional.empty()
                : refused(TICKET_SUBJECT_ALTERED, "the ticket was not signed for what came with it");
    }

    private static Optional<TicketCheck> same(String field, String signed, String asked) {
        return signed.equals(asked)
                ? Optional.empty()
                : refused(
                        TICKET_FOR_ANOTHER,
                        "the ticket is for " + field + " \"" + signed + "\", the command for \"" + asked + "\"");
    }

    private static Optional<TicketCheck> refused(TicketReason reason, String message) {
        return Optional.of(new TicketCheck.Refused(reason, message));
    }
}
