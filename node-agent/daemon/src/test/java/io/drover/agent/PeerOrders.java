package io.drover.agent;

import io.drover.agent.api.TicketCommand;
import io.drover.agent.api.TicketGate;
import io.drover.agent.api.TicketKeys;
import io.drover.agent.api.Tickets;
import io.drover.agent.api.v1.Migration;
import io.drover.agent.api.v1.PeerOrder;
import io.drover.agent.api.v1.Ticket;
import java.security.KeyPair;
import java.time.Duration;
import java.time.InstantSource;

/** What an operator with this key would sign. */
record PeerOrders(KeyPair key, InstantSource clock) {

    PeerOrders(InstantSource clock) {
        this(TicketKeys.generate(), clock);
    }

    /** That of an agent which trusts this operator. */
    Authority authority(String node) {
        return question -> question.apply(new TicketGate(key.getPublic(), node, clock));
    }

    Ticket ticket(TicketCommand command, String node, Migration migration, Duration life) {
        return Tickets.sign(
                Ticket.newBuilder()
                        .setMigrationId(migration.getId())
                        .setEpoch(migration.getEpoch())
                        .setCommand(command.name())
                        .setNodeName(node)
                        .setSourcePodUid(migration.getSourcePod().getUid())
                        .setTargetPodUid(migration.getTargetPod().getUid())
                        .setExpiresUnixMs(clock.instant().plus(life).toEpochMilli())
                        .setSubjectSha256(Tickets.digest(migration))
                        .build(),
                key.getPrivate());
    }

    PeerOrder order(Migration migration, Duration life) {
        return PeerOrder.newBuilder()
                .setMigration(migration)
                .setTicket(ticket(TicketCommand.PEER, migration.getSourceNode().getName(), migration, life))
                .build();
    }
}
