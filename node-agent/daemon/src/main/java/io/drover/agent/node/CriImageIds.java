package io.drover.agent.node;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.drover.agent.node.cri.ContainerStatusRequest;
import io.drover.agent.node.cri.ContainerStatusResponse;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollDomainSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollIoHandler;
import io.grpc.netty.shaded.io.netty.channel.unix.DomainSocketAddress;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCalls;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Asks the container runtime over its CRI socket. Source: k8s.io/cri-api, runtime/v1, {@code ContainerStatus}. */
public final class CriImageIds implements ImageIds, AutoCloseable {

    private static final MethodDescriptor<ContainerStatusRequest, ContainerStatusResponse> CONTAINER_STATUS =
            MethodDescriptor.<ContainerStatusRequest, ContainerStatusResponse>newBuilder()
                    .setType(MethodDescriptor.MethodType.UNARY)
                    .setFullMethodName("runtime.v1.RuntimeService/ContainerStatus")
                    .setRequestMarshaller(ProtoUtils.marshaller(ContainerStatusRequest.getDefaultInstance()))
                    .setResponseMarshaller(ProtoUtils.marshaller(ContainerStatusResponse.getDefaultInstance()))
                    .build();

    private final MultiThreadIoEventLoopGroup threads = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private final ManagedChannel channel;

    /** @param socket as this process sees it */
    public CriImageIds(Path socket) {
        channel = NettyChannelBuilder.forAddress(new DomainSocketAddress(socket.toFile()))
                .eventLoopGroup(threads)
                .channelType(EpollDomainSocketChannel.class)
                .overrideAuthority("localhost")
                .usePlaintext()
                .build();
    }

    @Override
    public Optional<String> of(String container) {
        try {
            ContainerStatusResponse answer = ClientCalls.blockingUnaryCall(
                    channel,
                    CONTAINER_STATUS,
                    CallOptions.DEFAULT.withDeadlineAfter(5, TimeUnit.SECONDS),
                    ContainerStatusRequest.newBuilder()
                            .setContainerId(container)
                            .setVerbose(true)
                            .build());
            return wanted(answer.getInfoOrDefault("info", ""))
                    .or(() -> digest(answer.getStatus().getImageId()))
                    .or(() -> digest(answer.getStatus().getImageRef()));
        } catch (StatusRuntimeException unknown) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        channel.shutdownNow();
        var unused = threads.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    /** The kubelet asks for a container by the config digest of the image that it has pulled. */
    private static Optional<String> wanted(String info) {
        try {
            JsonElement config = info.isEmpty()
                    ? new JsonObject()
                    : JsonParser.parseString(info).getAsJsonObject().get("config");
            return Optional.ofNullable(config)
                    .filter(JsonElement::isJsonObject)
                    .map(found -> found.getAsJsonObject().get("image"))
                    .filter(JsonElement::isJsonObject)
                    .map(found -> found.getAsJsonObject().get("image"))
                    .map(JsonElement::getAsString)
                    .flatMap(CriImageIds::digest);
        } catch (JsonParseException | IllegalStateException | UnsupportedOperationException otherForm) {
            return Optional.empty();
        }
    }

    private static Optional<String> digest(String reference) {
        int at = reference.indexOf("sha256:");
        return at < 0 ? Optional.empty() : Optional.of(reference.substring(at));
    }
}
