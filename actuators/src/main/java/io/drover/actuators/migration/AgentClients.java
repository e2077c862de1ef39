package io.drover.actuators.migration;

import io.drover.values.NodeName;
import java.util.Optional;

/** The agents of the cluster's nodes. */
interface AgentClients extends AutoCloseable {

    /** Empty when no agent runs on the node. */
    Optional<AgentClient> on(NodeName node);

    @Override
    void close();
}
