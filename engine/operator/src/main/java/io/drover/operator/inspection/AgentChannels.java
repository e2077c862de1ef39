package io.drover.operator.inspection;

import io.drover.values.NodeName;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeAddress;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** One channel per node's address, made when it is first asked for and kept. Any number of threads. */
public final class AgentChannels implements AutoCloseable {

    private final KubernetesClient client;
    private final int port;
    private final Map<String, ManagedChannel> byAddress = new ConcurrentHashMap<>();

    public AgentChannels(KubernetesClient client, int port) {
        this.client = client;
        this.port = port;
    }

    /** The channel to the agent of this node; empty when the node is gone or has no address. Whether anyone answers is not looked at. */
    public Optional<ManagedChannel> to(NodeName node) {
        return Optional.ofNullable(client.nodes().withName(node.value()).get())
                .flatMap(AgentChannels::internalAddress)
                .map(this::toAddress);
    }

    /** The channel to an agent at this address. */
    public ManagedChannel toAddress(String address) {
        return byAddress.computeIfAbsent(
                address,
                host -> NettyChannelBuilder.forAddress(host, port)
                        .usePlaintext()
                        .build());
    }

    private static Optional<String> internalAddress(Node node) {
        return Objects.requireNonNullElse(node.getStatus().getAddresses(), List.<NodeAddress>of()).stream()
                .filter(address -> "InternalIP".equals(address.getType()))
                .map(NodeAddress::getAddress)
                .findFirst();
    }

    @Override
    public void close() {
        byAddress.values().forEach(ManagedChannel::shutdownNow);
    }
}
