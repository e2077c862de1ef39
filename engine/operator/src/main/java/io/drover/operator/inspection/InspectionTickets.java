package io.drover.operator.inspection;

import io.drover.agent.api.TicketCommand;
import io.drover.agent.api.Tickets;
import io.drover.agent.api.v1.InspectPodRequest;
import io.drover.agent.api.v1.Ticket;
import io.drover.values.NodeName;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.InstantSource;

/** Signs what agents are asked about pods: who can merely reach an agent learns nothing of them. Any number of threads. */
public final class InspectionTickets {

    /** Longer than a call may take, by as much as the clocks of nodes may differ. */
    private static final Duration LIFE = Duration.ofMinutes(5);

    private final PrivateKey key;
    private final InstantSource clock;

    public InspectionTickets(PrivateKey key, InstantSource clock) {
        this.key = key;
        this.clock = clock;
    }

    /** The request with a ticket for this node's agent, good for exactly these containers. */
    InspectPodRequest with(NodeName node, InspectPodRequest request) {
        Ticket ticket = Ticket.newBuilder()
                .setCommand(TicketCommand.INSPECT.name())
                .setNodeName(node.value())
                .setSourcePodUid(request.getPod().getUid())
                .setExpiresUnixMs(clock.instant().plus(LIFE).toEpochMilli())
                .setSubjectSha256(Tickets.digest(request))
                .build();
        return request.toBuilder().setTicket(Tickets.sign(ticket, key)).build();
    }
}
