package io.drover.agent.api;

import static io.drover.agent.api.TicketReason.TICKET_EXPIRED;
import static io.drover.agent.api.TicketReason.TICKET_FORGED;
import static io.drover.agent.api.TicketReason.TICKET_FOR_ANOTHER;
import static io.drover.agent.api.TicketReason.TICKET_MISSING;

import io.drover.agent.api.v1.Migration;
import io.drover.agent.api.v1.PodRef;
import io.drover.agent.api.v1.Ticket;
import java.security.PublicKey;
import java.time.Instant;
import java.time.InstantSource;

/**
 * An agent's check of the tickets it is shown: signed by the operator, not expired, and for just this command. Thread safe.
 *
 * <p>Epochs that are too low for what the agent has seen are the agent's own check: a genuine ticket can be an old one.
 */
public final class TicketGate {

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
        TicketCheck check = check(ticket, command, migration.getId(), migration.getEpoch());
        if (check instanceof TicketCheck.Refused) {
            return check;
        }
        TicketCheck source = same(
                "source pod", ticket.getSourcePodUid(), migration.getSourcePod().getUid());
        return source instanceof TicketCheck.Refused
                ? source
                : same(
                        "target pod",
                        ticket.getTargetPodUid(),
                        migration.getTargetPod().getUid());
    }

    /** For RUN, THAW, DESTROY and COMMIT. */
    public TicketCheck check(Ticket ticket, TicketCommand command, String migrationId, long epoch) {
        if (ticket.getSignature().isEmpty()) {
            return new TicketCheck.Refused(TICKET_MISSING, "the command has no signed ticket of the operator");
        }
        if (!Tickets.isSigned(ticket, operator)) {
            return new TicketCheck.Refused(
                    TICKET_FORGED, "the ticket's signature is not the operator's for what the ticket says");
        }
        Instant expires = Instant.ofEpochMilli(ticket.getExpiresUnixMs());
        if (expires.isBefore(clock.instant())) {
            return new TicketCheck.Refused(
                    TICKET_EXPIRED, "the ticket ended at " + expires + ", now it is " + clock.instant());
        }
        return firstRefusal(
                same("command", ticket.getCommand(), command.name()),
                same("node", ticket.getNodeName(), nodeName),
                same("migration", ticket.getMigrationId(), migrationId),
                same("epoch", Long.toString(ticket.getEpoch()), Long.toString(epoch)));
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
                : same("target pod", ticket.getTargetPodUid(), pod.getUid());
    }

    private static TicketCheck firstRefusal(TicketCheck... checks) {
        for (TicketCheck check : checks) {
            if (check instanceof TicketCheck.Refused) {
                return check;
            }
        }
        return new TicketCheck.Valid();
    }

    private static TicketCheck same(String field, String signed, String asked) {
        return signed.equals(asked)
                ? new TicketCheck.Valid()
                : new TicketCheck.Refused(
                        TICKET_FOR_ANOTHER,
                        "the ticket is for " + field + " \"" + signed + "\", the command for \"" + asked + "\"");
    }
}
