package io.drover.agent.transfer;

import io.drover.agent.api.v1.AddRewritesRequest;
import io.drover.agent.api.v1.ExpectImagesReply;
import io.drover.agent.api.v1.ExpectImagesRequest;
import io.drover.agent.api.v1.Failure;
import io.drover.agent.api.v1.NodeRef;
import io.drover.agent.api.v1.PeerGrpc;
import io.drover.agent.api.v1.RemoveRewritesRequest;
import io.drover.agent.node.Trouble;
import io.grpc.ManagedChannel;
import io.grpc.StatusException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The other agents, by address and port. Connections are kept. Thread safe. */
public final class Peers implements AutoCloseable {

    private final Map<String, ManagedChannel> channels = new ConcurrentHashMap<>();

    /** Where an agent listens, in the form that {@link #addRewrites} and its like take. */
    public static String addressOf(NodeRef node) {
        return node.getAddress() + ":" + node.getAgentPort();
    }

    /** Opens the connection, so that it need not be opened when time counts. */
    public void connect(String agent) {
        var unused = channel(agent).getState(true);
    }

    /** Asks an agent to rewrite connections. */
    public Optional<Trouble> addRewrites(String agent, AddRewritesRequest request, Duration atMost) {
        try {
            return ofFailure(PeerGrpc.newBlockingV2Stub(channel(agent))
                    .withDeadlineAfter(atMost.toMillis(), TimeUnit.MILLISECONDS)
                    .addRewrites(request)
                    .getFailure());
        } catch (StatusException lost) {
            return Optional.of(unreachable(agent, lost));
        }
    }

    /** Asks an agent to take its rewrites of a migration away. */
    public Optional<Trouble> removeRewrites(String agent, RemoveRewritesRequest request, Duration atMost) {
        try {
            return ofFailure(PeerGrpc.newBlockingV2Stub(channel(agent))
                    .withDeadlineAfter(atMost.toMillis(), TimeUnit.MILLISECONDS)
                    .removeRewrites(request)
                    .getFailure());
        } catch (StatusException lost) {
            return Optional.of(unreachable(agent, lost));
        }
    }

    /** Asks an agent to expect images, and opens the connection for them. */
    public Opening openImages(NodeRef node, ExpectImagesRequest request, Duration atMost) {
        String agent = addressOf(node);
        try {
            ExpectImagesReply reply = PeerGrpc.newBlockingV2Stub(channel(agent))
                    .withDeadlineAfter(atMost.toMillis(), TimeUnit.MILLISECONDS)
                    .expectImages(request);
            Optional<Trouble> refused = ofFailure(reply.getFailure());
            if (refused.isPresent()) {
                return new Opening.Refused(refused.get());
            }
            return new Opening.Opened(ImageSender.connect(
                    new InetSocketAddress(node.getAddress(), reply.getPort()), reply.getKey(), atMost));
        } catch (StatusException lost) {
            return new Opening.Refused(unreachable(agent, lost));
        } catch (IOException refused) {
            return new Opening.Refused(new Trouble(
                    TransferReason.PEER_UNREACHABLE, "the image port of the agent at " + agent + ": " + refused));
        }
    }

    /** What became of a connection for images. */
    public sealed interface Opening {
        record Opened(ImageSender sender) implements Opening {}

        record Refused(Trouble trouble) implements Opening {}
    }

    @Override
    public void close() {
        channels.values().forEach(ManagedChannel::shutdownNow);
    }

    private ManagedChannel channel(String agent) {
        return channels.computeIfAbsent(
                agent,
                address -> NettyChannelBuilder.forTarget("dns:///" + address)
                        .usePlaintext()
                        .keepAliveTime(30, TimeUnit.SECONDS)
                        .build());
    }

    private static Optional<Trouble> ofFailure(Failure failure) {
        return failure.getReason().isEmpty()
                ? Optional.empty()
                : Optional.of(new Trouble(new PeerReason(failure.getReason()), failure.getMessage()));
    }

    private static Trouble unreachable(String agent, StatusException lost) {
        // A status would print the stack trace of its cause.
        String why = lost.getStatus().getCode() + ", " + lost.getStatus().getDescription();
        return new Trouble(TransferReason.PEER_UNREACHABLE, "the agent at " + agent + " answered " + why);
    }
}
