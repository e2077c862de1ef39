package io.drover.agent.connections;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The TCP sockets of one network namespace at one instant. IPv4 addresses that are mapped into IPv6 ({@code ::ffff:10.0.0.7}) count as
 * IPv4, for that is what is on the wire.
 *
 * @param listening where servers listen, on IPv4 or on every address of IPv6, which takes IPv4 as well
 * @param connections everything that has a peer, that a process has, and that the kernel may still send for (not TIME_WAIT, not SYN_RECV)
 * @param abandoned what the processes have closed and the kernel has yet to finish: nothing can dump it
 * @param ipv6 connections that really are IPv6, in the kernel's own written form: they cannot be moved
 */
public record PodSockets(
        List<TcpEndpoint> listening,
        List<TcpConnection> connections,
        List<TcpConnection> abandoned,
        List<String> ipv6) {

    public PodSockets {
        listening = List.copyOf(listening);
        connections = List.copyOf(connections);
        abandoned = List.copyOf(abandoned);
        ipv6 = List.copyOf(ipv6);
    }

    /** The connections that need rewrites: those with a peer outside of the pod. */
    public List<TcpConnection> connectionsToOthers() {
        Set<Ipv4> own = ownAddresses();
        return connections.stream()
                .filter(connection -> !connection.remote().address().isLoopback())
                .filter(connection -> !own.contains(connection.remote().address()))
                .toList();
    }

    /**
     * The addresses, loopback left out, that connections and listeners are bound to. The target's namespace must have all of them
     * before a restore.
     */
    public Set<Ipv4> ownAddresses() {
        Set<Ipv4> bound = connections.stream()
                .map(connection -> connection.local().address())
                .collect(Collectors.toCollection(TreeSet::new));
        listening.forEach(listener -> bound.add(listener.address()));
        bound.removeIf(address -> address.isLoopback() || address.bits() == 0);
        return bound;
    }

    /** Whether the pod accepted this connection, rather than made it: something listens on its local port. */
    public boolean accepted(TcpConnection connection) {
        return listening.stream()
                .anyMatch(listener -> listener.port() == connection.local().port());
    }
}
