package io.drover.agent.connections;

import io.drover.values.NodeName;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Who has to rewrite which connections so that a pod can leave its address. Made on the source from its sockets and the nodes of the
 * cluster; each part becomes one request to one agent.
 *
 * @param clientNodes connections by the node where their client is, or where a node translates for it
 * @param outside connections of clients that are on no node, by the node that packets to their local address come to
 * @param untracked what connection tracking on the target's node must leave alone, because that node knows nothing of how they began;
 *     empty when there is nothing of the kind
 */
public record RewritePlan(
        SortedMap<NodeName, List<TcpConnection>> clientNodes,
        SortedMap<NodeName, List<TcpConnection>> outside,
        List<TcpConnection> untracked) {

    public RewritePlan {
        clientNodes = new TreeMap<>(clientNodes);
        outside = new TreeMap<>(outside);
        untracked = List.copyOf(untracked);
    }

    /** All connections whose replies leave the target with its new address. */
    public List<TcpConnection> inside() {
        return flat(clientNodes);
    }

    /** All connections whose replies leave the target with the old address. */
    public List<TcpConnection> fromOutside() {
        return flat(outside);
    }

    private static List<TcpConnection> flat(Map<NodeName, List<TcpConnection>> byNode) {
        return byNode.values().stream().flatMap(List::stream).toList();
    }
}
