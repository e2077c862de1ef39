package io.drover.actuators.migration;

import io.drover.values.NodeName;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * One channel per agent's address, kept. Thread safe. Pings tell of an agent whose node is gone while nothing is asked of it: its
 * streams end within 15 s. Agents accept a ping each 10 s.
 */
final class GrpcAgentClients implements AgentClients {

    private final Topology topology;
    private final int port;
    private final Map<String, ManagedChannel> channels = new ConcurrentHashMap<>();

    GrpcAgentClients(Topology topology, int port) {
        this.topology = topology;
        this.port = port;
    }

    @Override
    public Optional<AgentClient> on(NodeName node) {
        return topology.agentAddress(node)
                .map(address -> new GrpcAgentClient(channels.computeIfAbsent(
                        address,
                        where -> ManagedChannelBuilder.forAddress(where, port)
                                .usePlaintext()
                                .keepAliveTime(10, TimeUnit.SECONDS)
                                .keepAliveTimeout(5, TimeUnit.SECONDS)
                                .build())));
    }

    @Override
    public void close() {
        channels.values().forEach(ManagedChannel::shutdownNow);
        channels.clear();
    }
}
