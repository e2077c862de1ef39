package io.drover.agent.packets;

import io.drover.agent.connections.Ipv4;
import io.drover.agent.connections.TcpConnection;
import io.drover.values.MigrationId;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;

/**
 * The node's own network namespace. Everything is per connection and bears the id of its migration, in the kernel itself: nothing of it
 * has to be journaled. Each call is one transaction: packets see all of it or nothing. Thread safe.
 */
public interface NodeNetwork extends AutoCloseable {

    /** For whom the node rewrites. */
    enum Role {
        /** Clients on this node, or translated by it: old to new before routing, new to old in replies. */
        CLIENT_NODE,
        /** Clients outside of the cluster whose packets come here: old to new. Replies do not come here. */
        SOURCE_NODE,
        /** The node of the target pod: connection tracking leaves these connections alone. */
        TARGET_NODE
    }

    /**
     * Looks for connections that cannot move: those that the pod made itself, to a service or masqueraded, and that this node, which
     * the pod leaves, translates. Changes nothing.
     *
     * @return {@link PacketReason#OUTGOING_CONNECTION_TRANSLATED} with the connections when there are any, else how long it took
     */
    Attempt<Duration> refuseTranslated(Collection<TcpConnection> connections);

    /**
     * Looks for connections that are not the pod's: those whose local end is neither its address nor led to that address here, as is a
     * connection that came through an earlier move. Changes nothing.
     *
     * @param newAddress where the pod's connections may be led already, by an earlier call of the same move
     * @return {@link PacketReason#CONNECTION_STRANGE} with the connections when there are any, else how long it took
     */
    Attempt<Duration> refuseStrange(Ipv4 podAddress, Ipv4 newAddress, Collection<TcpConnection> connections);

    /**
     * Adds rewrites; from the return on packets go to the new address. Connections that are there already get the new address, and get
     * their earlier one back by {@link #removeRewrites}. Also loosens what would throw these packets away: reverse path filtering
     * of the interface toward the new address, window checks of connection tracking. The settings' old values are kept on disk
     * first and put back when the last rewrite goes.
     *
     * @param connections their local addresses are the old ones
     */
    Attempt<Duration> addRewrites(
            MigrationId migration, Role role, Ipv4 newAddress, Collection<TcpConnection> connections);

    /**
     * Leads new connections to the old address to the new one, for the time in which services still name the old one, and while the
     * processes are frozen, when they wait at the target. Only on the source node, where packets to the old address come; not those of
     * that node's own stack. The server sees this node as their client. Only while the old pod exists, for its address may be
     * given to another afterwards.
     */
    Attempt<Duration> forwardNew(MigrationId migration, Ipv4 oldAddress, Ipv4 newAddress);

    /** Ends {@link #forwardNew}; connections that were led elsewhere stay there. */
    Attempt<Duration> stopForwarding(MigrationId migration);

    /**
     * Drops what the node's own stack (kubelet's hooks and probes) sends to the old address, except what has a rewrite: it would
     * otherwise reach the moved process, or wait for the frozen one.
     */
    Attempt<Duration> shutOwnStack(MigrationId migration, Ipv4 oldAddress);

    /** Ends {@link #shutOwnStack}. */
    Attempt<Duration> openOwnStack(MigrationId migration);

    /**
     * Rolls back: takes everything of this migration away and puts back what it replaced.
     *
     * @return how many elements were removed
     */
    Attempt<Integer> removeRewrites(MigrationId migration);

    /**
     * Takes away rewrites of connections that have ended, which is: that connection tracking of this node no longer knows. What was
     * added for {@link Role#TARGET_NODE} stays, because nothing here tells when such a connection ends.
     *
     * @return how many elements were removed
     */
    Attempt<Integer> removeEnded(MigrationId migration);

    /** Every migration that has anything in this namespace. */
    Attempt<Set<MigrationId>> migrations();

    /** Removes all tables and puts every setting back: when Drover leaves the node. */
    Attempt<Duration> retire();

    /** Frees what the agent holds; rewrites stay in force. */
    @Override
    void close();
}
