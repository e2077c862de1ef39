package io.drover.agent.packets;

import io.drover.agent.connections.Ipv4;
import io.drover.values.MigrationId;
import java.time.Duration;
import java.util.Collection;

/**
 * Answers the probes that this node's kubelet sends to a frozen pod, so that it is neither restarted nor taken for unready. HTTP is
 * answered with 200, TCP by accepting, gRPC health checks with SERVING, all on whatever port is asked. Only new connections of the
 * node's own stack are answered.
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
