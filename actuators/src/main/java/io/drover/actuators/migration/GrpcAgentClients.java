package io.drover.actuators.migration;

import io.drover.values.NodeName;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** One channel per agent's address, kept. Thread safe. */
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
                                .build())));
    }

    @Override
    public void close() {
        channels.values().forEach(ManagedChannel::shutdownNow);
        channels.clear();
    }
}
