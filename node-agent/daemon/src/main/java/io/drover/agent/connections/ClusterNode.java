package io.drover.agent.connections;

import io.drover.values.NodeName;
import java.util.List;

/**
 * What has to be known of a node to tell where a connection's client is.
 *
 * @param name the node's name
 * @param address its InternalIP
 * @param podRanges its pod CIDRs, IPv4 only; empty when the cluster gives none
 */
public record ClusterNode(NodeName name, Ipv4 address, List<Ipv4Range> podRanges) {

    public ClusterNode {
        podRanges = List.copyOf(podRanges);
    }

    /** Whether packets from this address start, or are translated, on this node. */
    public boolean isHomeOf(Ipv4 client) {
        return address.equals(client) || podRanges.stream().anyMatch(range -> range.contains(client));
    }
}
