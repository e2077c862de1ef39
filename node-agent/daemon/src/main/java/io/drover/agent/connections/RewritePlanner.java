package io.drover.agent.connections;

import io.drover.values.NodeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Tells for every connection on which node its packets have to be rewritten. Equal arguments always give an equal plan. */
public final class RewritePlanner {

    private final List<ClusterNode> nodes;

    /**
     * Plans for one cluster.
     *
     * @param nodes every node of it, source and target among them
     */
    public RewritePlanner(List<ClusterNode> nodes) {
        this.nodes = List.copyOf(nodes);
    }

    /**
     * Plans a move.
     *
     * @param connections those with peers outside of the pod, see {@link PodSockets#connectionsToOthers()}
     * @param source the node that the pod leaves; packets of clients outside the cluster arrive there unless the connection's local
     *     address belongs to another node
     * @param target the node that the pod enters; may be the same
     */
    public RewritePlan plan(List<TcpConnection> connections, NodeName source, NodeName target) {
        var clientNodes = new TreeMap<NodeName, List<TcpConnection>>();
        var outside = new TreeMap<NodeName, List<TcpConnection>>();
        var untracked = new ArrayList<TcpConnection>();
        for (TcpConnection connection : connections) {
            Optional<NodeName> client = homeOf(connection.remote().address());
            NodeName rewriter =
                    client.or(() -> homeOf(connection.local().address())).orElse(source);
            (client.isPresent() ? clientNodes : outside)
                    .computeIfAbsent(rewriter, node -> new ArrayList<>())
                    .add(connection);
            if (!rewriter.equals(target)) {
                untracked.add(connection);
            }
        }
        return new RewritePlan(clientNodes, outside, untracked);
    }

    private Optional<NodeName> homeOf(Ipv4 address) {
        return nodes.stream()
                .filter(node -> node.isHomeOf(address))
                .map(ClusterNode::name)
                .findFirst();
    }
}
