package io.drover.agent.checkpoint;

import io.drover.agent.api.v1.AddRewritesRequest;
import io.drover.agent.api.v1.Connection;
import io.drover.agent.api.v1.Migration;
import io.drover.agent.api.v1.PeerOrder;
import io.drover.agent.api.v1.RewriteRole;
import io.drover.agent.connections.ClusterNode;
import io.drover.agent.connections.Ipv4;
import io.drover.agent.connections.Ipv4Range;
import io.drover.agent.connections.PodSockets;
import io.drover.agent.connections.RewritePlan;
import io.drover.agent.connections.RewritePlanner;
import io.drover.agent.connections.TcpConnection;
import io.drover.agent.journal.MigrationRecord;
import io.drover.agent.transfer.Peers;
import io.drover.values.NodeName;
import java.util.List;
import java.util.Optional;

/**
 * Turns connections into what other agents are asked for. Pure.
 *
 * @param order with the target
 */
record RewriteRequests(PeerOrder order) {

    /** For the migration that the journal knows. */
    static RewriteRequests of(MigrationRecord record) {
        return new RewriteRequests(PeerOrder.newBuilder()
                .setMigration(record.entry().getMigration())
                .setTicket(record.entry().getPeerTicket())
                .build());
    }

    Migration migration() {
        return order.getMigration();
    }

    Ipv4 oldAddress() {
        return Ipv4.parse(migration().getSourcePod().getIp());
    }

    Ipv4 newAddress() {
        return Ipv4.parse(migration().getTargetPod().getIp());
    }

    RewritePlan plan(List<TcpConnection> connections) {
        List<ClusterNode> nodes = migration().getNodesList().stream()
                .map(node -> new ClusterNode(
                        new NodeName(node.getName()),
                        Ipv4.parse(node.getAddress()),
                        node.getPodCidrsList().stream()
                                .filter(range -> !range.contains(":"))
                                .map(Ipv4Range::parse)
                                .toList()))
                .toList();
        return new RewritePlanner(nodes)
                .plan(
                        connections,
                        new NodeName(migration().getSourceNode().getName()),
                        new NodeName(migration().getTargetNode().getName()));
    }

    AddRewritesRequest request(RewriteRole role, List<TcpConnection> connections) {
        return AddRewritesRequest.newBuilder()
                .setOrder(order)
                .setRole(role)
                .addAllConnections(
                        connections.stream().map(RewriteRequests::message).toList())
                .build();
    }

    /** The listeners that are bound to one address. */
    List<Connection> listeners(PodSockets sockets) {
        return sockets.listening().stream()
                .filter(endpoint ->
                        endpoint.address().bits() != 0 && !endpoint.address().isLoopback())
                .map(endpoint -> Connection.newBuilder()
                        .setLocalAddress(endpoint.address().toString())
                        .setLocalPort(endpoint.port())
                        .build())
                .toList();
    }

    /** Where the agent of this node listens; empty when it has none. */
    Optional<String> agent(NodeName name) {
        return migration().getNodesList().stream()
                .filter(node -> node.getName().equals(name.value()) && node.getAgentPort() != 0)
                .map(Peers::addressOf)
                .findFirst();
    }

    private static Connection message(TcpConnection connection) {
        return Connection.newBuilder()
                .setLocalAddress(connection.local().address().toString())
                .setLocalPort(connection.local().port())
                .setRemoteAddress(connection.remote().address().toString())
                .setRemotePort(connection.remote().port())
                .build();
    }
}
