package io.drover.actuators.migration;

import io.drover.agent.api.TicketCommand;
import io.drover.agent.api.Tickets;
import io.drover.agent.api.v1.Migration;
import io.drover.agent.api.v1.MovedContainer;
import io.drover.agent.api.v1.NodeRef;
import io.drover.agent.api.v1.PodRef;
import io.drover.agent.api.v1.Ticket;
import io.drover.agent.protocol.Replacement;
import io.drover.crds.migration.v1alpha1.CheckpointRestore;
import io.drover.crds.migration.v1alpha1.Source;
import io.drover.values.NodeName;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Writes what goes with commands to agents: the migration, and the operator's ticket. Thread safe. */
final class Orders {

    private final PrivateKey key;
    private final InstantSource clock;
    private final Duration ticketLife;

    Orders(PrivateKey key, InstantSource clock, Duration ticketLife) {
        this.key = key;
        this.clock = clock;
        this.ticketLife = ticketLife;
    }

    /** A ticket of this migration for one command to the agent of one node. */
    Ticket ticket(CheckpointRestore move, TicketCommand command, NodeName node, long epoch, String targetUid) {
        return Tickets.sign(
                Ticket.newBuilder()
                        .setMigrationId(move.getMetadata().getUid())
                        .setEpoch(epoch)
                        .setCommand(command.name())
                        .setNodeName(node.value())
                        .setSourcePodUid(move.getSpec().source().podUID())
                        .setTargetPodUid(targetUid)
                        .setExpiresUnixMs(expiry())
                        .build(),
                key);
    }

    /** A ticket for a command that carries the whole migration, and for nothing but exactly this one. */
    Ticket ticket(TicketCommand command, NodeName node, Migration migration) {
        return Tickets.sign(
                Ticket.newBuilder()
                        .setMigrationId(migration.getId())
                        .setEpoch(migration.getEpoch())
                        .setCommand(command.name())
                        .setNodeName(node.value())
                        .setSourcePodUid(migration.getSourcePod().getUid())
                        .setTargetPodUid(migration.getTargetPod().getUid())
                        .setExpiresUnixMs(expiry())
                        .setSubjectSha256(Tickets.digest(migration))
                        .build(),
                key);
    }

    private long expiry() {
        return clock.instant().plus(ticketLife).toEpochMilli();
    }

    /** Before a replacement is bound. */
    static Migration migration(CheckpointRestore move, long epoch, List<NodeRef> nodes) {
        Source source = move.getSpec().source();
        return Migration.newBuilder()
                .setId(move.getMetadata().getUid())
                .setEpoch(epoch)
                .setSourcePod(PodRef.newBuilder()
                        .setNamespace(move.getMetadata().getNamespace())
                        .setName(source.pod())
                        .setUid(source.podUID())
                        .setIp(source.podIP()))
                .setSourceNode(node(nodes, source.node()))
                .addAllContainers(source.containers().stream()
                        .map(container -> MovedContainer.newBuilder()
                                .setName(container.name())
                                .setSourceId(container.id())
                                .setImageId(container.imageID())
                                .build())
                        .toList())
                .addAllNodes(nodes)
                .setFreezeBudgetMs(move.getSpec().freezeBudgetMillis())
                .build();
    }

    /** With the replacement that is bound. */
    static Migration migration(
            CheckpointRestore move, long epoch, List<NodeRef> nodes, Replacement replacement, PodRef pod) {
        return migration(move, epoch, nodes).toBuilder()
                .setTargetPod(pod)
                .setTargetNode(node(nodes, replacement.node().value()))
                .build();
    }

    private static NodeRef node(List<NodeRef> nodes, String name) {
        return nodes.stream()
                .filter(node -> node.getName().equals(name))
                .findFirst()
                .orElseGet(() -> NodeRef.newBuilder().setName(name).build());
    }
}
