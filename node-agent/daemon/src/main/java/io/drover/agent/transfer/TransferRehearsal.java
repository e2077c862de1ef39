package io.drover.agent.transfer;

import io.drover.agent.api.v1.ImageChunk;
import io.drover.agent.api.v1.ImageHeader;
import io.drover.agent.api.v1.ImageReceipt;
import io.drover.agent.api.v1.PeerGrpc;
import io.drover.agent.node.LogKeys;
import io.drover.agent.node.Trouble;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends an image to itself a few times when the agent starts, so that the first real one, with a pod frozen, finds compiled code.
 * Harmless if it fails. The port is open on the loopback address for these seconds, and takes only
 * what carries a name that nobody else knows.
 */
public final class TransferRehearsal implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(TransferRehearsal.class);
    private static final int ROUNDS = 20;
    private static final int BYTES = 8 << 20;
    private static final int WINDOW = 8 << 20;
    private static final Duration ROUND = Duration.ofSeconds(20);

    private final Path scratch;
    private final Executor workers;
    private final String name = UUID.randomUUID().toString();

    /**
     * @param scratch an existing directory for the files of the rehearsal, which are gone when {@link #run()} returns
     */
    public TransferRehearsal(Path scratch, Executor workers) {
        this.scratch = scratch;
        this.workers = workers;
    }

    @Override
    public void run() {
        long begun = System.nanoTime();
        try {
            Path directory = Files.createTempDirectory(scratch, "rehearsal");
            try {
                long last = rehearse(directory);
                LOG.atInfo()
                        .addKeyValue(LogKeys.BYTES, (long) ROUNDS * BYTES)
                        .addKeyValue(LogKeys.MICROS, (System.nanoTime() - begun) / 1000)
                        .addKeyValue(LogKeys.DETAIL, "last round " + last + " us")
                        .log("transfer rehearsed");
            } finally {
                remove(directory);
            }
        } catch (IOException refused) {
            LOG.atInfo().addKeyValue(LogKeys.DETAIL, refused).log("transfer not rehearsed");
        }
    }

    private long rehearse(Path directory) throws IOException {
        Path image = Files.createDirectory(directory.resolve("image"));
        byte[] content = new byte[BYTES];
        new Random(1).nextBytes(content);
        Files.write(image.resolve("pages"), content);
        Path arrived = directory.resolve("arrived");
        Server server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .executor(workers)
                .flowControlWindow(WINDOW)
                .addService(new Sink(arrived))
                .build()
                .start();
        long micros = 0;
        try (Peers peers = new Peers()) {
            String address = InetAddress.getLoopbackAddress().getHostAddress() + ":" + server.getPort();
            ImageHeader header = ImageHeader.newBuilder().setContainerName(name).build();
            for (int round = 0; round < ROUNDS; round++) {
                long begun = System.nanoTime();
                if (peers.send(address, header, image, ROUND, () -> false, ignored -> {})
                        instanceof ImageSender.NotSent(Trouble trouble)) {
                    throw new IOException(trouble.message());
                }
                micros = (System.nanoTime() - begun) / 1000;
                remove(arrived);
            }
        } finally {
            server.shutdownNow();
        }
        return micros;
    }

    private static void remove(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (var walk = Files.walk(directory)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /** Takes images of this rehearsal. */
    private final class Sink extends PeerGrpc.PeerImplBase {

        private final Path directory;

        private Sink(Path directory) {
            this.directory = directory;
        }

        @Override
        public StreamObserver<ImageChunk> sendImage(StreamObserver<ImageReceipt> reply) {
            return new StreamObserver<>() {
                private @Nullable ImageReceiver receiver;

                @Override
                public void onNext(ImageChunk chunk) {
                    try {
                        if (receiver == null
                                && chunk.getHeader().getContainerName().equals(name)) {
                            receiver = new ImageReceiver(Files.createDirectories(directory));
                        } else if (receiver != null) {
                            Optional<Trouble> unused = receiver.take(chunk);
                        }
                    } catch (IOException refused) {
                        reply.onError(refused);
                    }
                }

                @Override
                public void onError(Throwable broken) {
                    end();
                }

                @Override
                public void onCompleted() {
                    boolean good = receiver != null && receiver.end().isEmpty();
                    end();
                    ImageReceipt.Builder receipt = ImageReceipt.newBuilder();
                    if (!good) {
                        receipt.setFailure(
                                new Trouble(TransferReason.IMAGE_INCOMPLETE, "the rehearsal failed").in("REHEARSAL"));
                    }
                    reply.onNext(receipt.build());
                    reply.onCompleted();
                }

                private void end() {
                    try {
                        if (receiver != null) {
                            receiver.close();
                        }
                    } catch (IOException refused) {
                        LOG.atInfo().addKeyValue(LogKeys.DETAIL, refused).log("a file could not be closed");
                    }
                }
            };
        }
    }
}
