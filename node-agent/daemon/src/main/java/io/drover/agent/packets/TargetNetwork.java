package io.drover.agent.packets;

import io.drover.agent.connections.Ipv4;
import io.drover.agent.connections.TcpConnection;
import io.drover.agent.connections.TcpEndpoint;
import java.time.Duration;
import java.util.Collection;

/**
 * The network namespace of a pod that receives processes.
 *
 * <p>Order: {@link #hold}, {@link #addAddresses}, {@link #addRewrites}, rewrites on the other nodes, restore, {@link #release}. Any other
 * order lets a kernel answer RST. After a crash of the agent in between, {@link #hold} again and go on.
 */
public interface TargetNetwork extends AutoCloseable {

    /**
     * Holds all TCP, whatever its address: what comes in waits before it reaches a socket, what restored sockets send waits before it
     * leaves. When the agent dies packets are dropped, never answered. Doing it again is safe.
     *
     * @return how long it took; up to 50 ms, because a program may have to be run
     */
    Attempt<Duration> hold();

    /**
     * Gives the namespace the addresses that the restored sockets are bound to, as /32 on the loopback device, and keeps it from
     * answering ARP for them. Those that are there already stay.
     */
    Attempt<Duration> addAddresses(Collection<Ipv4> addresses);

    /**
     * Puts the old address into packets that arrive and the new one into those that leave.
     *
     * @param newAddress the pod's own address in this namespace
     * @param inside connections of clients on nodes
     * @param outside connections of other clients: their replies leave with the old address
     */
    Attempt<Duration> addRewrites(Ipv4 newAddress, Collection<TcpConnection> inside, Collection<TcpConnection> outside);

    /**
     * Leads new connections to listeners that are bound to an old address. Not needed for those bound to every address.
     *
     * @param newAddress the pod's own address in this namespace
     * @param listeners with their own, old addresses
     */
    Attempt<Duration> addListeners(Ipv4 newAddress, Collection<TcpEndpoint> listeners);

    /**
     * Lets everything go on that was held, in its order, then ends the hold. Doing it again is safe; after a crash in the middle do
     * {@link #hold} and this. A connection of {@link #addRewrites} that was not restored gets no answer, rather than RST.
     *
     * @return what was held; all of it is on its way
     */
    Attempt<Released> release();

    /**
     * Undoes {@link #addAddresses} and {@link #addRewrites} for a pod that will start cold, drops what is held and ends the hold. Only
     * when no restored socket is left. What is still led here of the connections of {@link #addRewrites}, because some node was not
     * reached, is never answered with RST.
     */
    Attempt<Duration> cancel();

    /** Frees what the agent holds. Packets that are still held are dropped, and everything after them until the next hold. */
    @Override
    void close();

    /**
     * What a release did.
     *
     * @param packets how many were held
     * @param took from the call until the verdict on all held packets was given
     */
    record Released(long packets, Duration took) {}
}
