package io.drover.agent.transfer;

import io.drover.agent.node.LogKeys;
import io.drover.agent.node.Trouble;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends an image to itself a few times when the agent starts, so that the first real one, with a pod frozen, finds compiled code.
 * Harmless if it fails. The port is open on the loopback address for this second, and takes only what begins with a key that nobody else
 * knows.
 */
public final class TransferRehearsal implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(TransferRehearsal.class);
    private static final int ROUNDS = 8;
    private static final int BYTES = 8 << 20;
    private static final Duration ROUND = Duration.ofSeconds(20);

    private final Path scratch;
    private final ExecutorService workers;
    private final ScheduledExecutorService timer;

    /**
     * @param scratch an existing directory for the files of the rehearsal, which are gone when {@link #run()} returns
     */
    public TransferRehearsal(Path scratch, ExecutorService workers, ScheduledExecutorService timer) {
        this.scratch = scratch;
        this.workers = workers;
        this.timer = timer;
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
        long micros = 0;
        try (ImageServer server =
                ImageServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), workers, timer)) {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
            for (int round = 0; round < ROUNDS; round++) {
                long begun = System.nanoTime();
                try (ImageSender sender = ImageSender.connect(address, server.expect(new Sink(arrived)), ROUND)) {
                    if (sender.send("rehearsal", image, () -> DumpProgress.WHOLE, ignored -> {})
                            instanceof ImageSender.NotSent(Trouble trouble)) {
                        throw new IOException(trouble.message());
                    }
                }
                micros = (System.nanoTime() - begun) / 1000;
                remove(arrived);
            }
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
    private record Sink(Path directory) implements ImageRecipient {

        @Override
        public Reception receive(String container) {
            try {
                return new Reception.Expected(Files.createDirectories(directory));
            } catch (IOException refused) {
                return new Reception.Refused(ImageReceiver.ofWriting(refused));
            }
        }

        @Override
        public void received(String container, long bytes) {}

        @Override
        public void notReceived(Trouble trouble) {}
    }
}
