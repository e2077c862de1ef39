package io.drover.agent.packets;

import io.drover.agent.connections.Ipv4;
import io.drover.values.MigrationId;
import java.time.Duration;
import java.util.Collection;

/**
 * Answers the probes that this node's kubelet sends to a frozen pod, so that it is neither restarted nor taken for unready; also the HTTP
 * hooks that kubelet calls when the pod is deleted, which must not reach the moved process. TCP is answered by accepting, gRPC
 * with SERVING, HTTP of kubelet with 200, HTTP of others with 503; probes over TLS are not answered. Only new connections of the
 * node's own stack come here. It works for the address of a target pod, too, between its restore and its release.
 *
 * <p>Nothing of it outlives the agent in the kernel but a table: an agent that starts again must ask for what it still needs.
 */
public interface ProbeAnswers extends AutoCloseable {

    /**
     * Answers for this pod from now on. Call it right before the freeze.
     *
     * @param ports the ports that its probes name
     */
    Attempt<Duration> answerFor(MigrationId migration, Ipv4 address, Collection<Integer> ports);

    /** Stops it: after a thaw, or when the pod is gone. Nothing of it is left in the kernel. */
    Attempt<Duration> stopFor(MigrationId migration);

    @Override
    void close();
}
