package io.drover.agent.packets;

import io.drover.agent.connections.PodSockets;
import java.time.Duration;

/**
 * The network namespace of a pod that leaves. The sets that drop are made when it is opened, so that each switch is one element.
 *
 * <p>Order: {@link #sockets}, rewrites on the other nodes, {@link #refuseNew}, freeze, {@link #shut}, {@link #sockets} again. A rollback
 * thaws after {@link #reopen}. After a commit nothing is undone: the namespace goes with its pod, and until then it must stay shut, or
 * the kernel of the frozen processes would answer their peers.
 */
public interface SourceNetwork extends AutoCloseable {

    /** The TCP sockets at this instant. Changes nothing. */
    Attempt<PodSockets> sockets();

    /**
     * Drops what opens connections to the pod, silently. A connection that nobody has accepted when the processes freeze cannot be
     * dumped, so this comes some milliseconds before the freeze and after new connections are led to the target.
     *
     * @return how long it took
     */
    Attempt<Duration> refuseNew();

    /**
     * Drops all TCP in both directions, right after the freeze: the kernel then neither acknowledges nor retransmits nor resets
     * anything for the frozen processes, whatever becomes of them. Only connections that the processes had closed before go on: nobody
     * moves them, and what they wrote last has yet to arrive. Takes a millisecond.
     *
     * @return how long it took
     */
    Attempt<Duration> shut();

    /**
     * Ends {@link #refuseNew} and {@link #shut}; does nothing when neither is in force.
     *
     * @return how long it took
     */
    Attempt<Duration> reopen();

    /** Frees what the agent holds. What is shut stays shut. */
    @Override
    void close();
}
