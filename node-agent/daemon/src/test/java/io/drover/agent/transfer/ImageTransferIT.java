package io.drover.agent.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.drover.agent.api.v1.FileHeader;
import io.drover.agent.api.v1.ImageHeader;
import io.drover.agent.api.v1.ImagePart;
import io.drover.agent.node.Trouble;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images over the loopback address, from directory to directory. */
class ImageTransferIT {

    private static final int MEBIBYTE = 1 << 20;

    @TempDir
    private Path scratch;

    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private ImageServer server;
    private Path image;
    private Arrived arrived;

    @BeforeEach
    void open() throws IOException {
        server = ImageServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), workers, timer);
        image = Files.createDirectory(scratch.resolve("image"));
        arrived = new Arrived(Files.createDirectory(scratch.resolve("arrived")));
    }

    @AfterEach
    void close() throws IOException {
        server.close();
        workers.shutdownNow();
        timer.shutdownNow();
    }

    @Test
    void whatIsWrittenWhileItIsSentArrivesWhole() throws Exception {
        // Given
        byte[] memory = random(9 * MEBIBYTE + 123);
        AtomicReference<DumpProgress> dump = new AtomicReference<>(DumpProgress.GROWING);
        ImageSender sender = connected();
        CompletableFuture<ImageSender.Sending> sending =
                CompletableFuture.supplyAsync(() -> sender.send("c", image, dump::get, ignored -> {}), workers);
        Path pages = image.resolve("pages-1.img");
        for (int from = 0; from < memory.length; from += 300_000) {
            Files.write(
                    pages,
                    java.util.Arrays.copyOfRange(memory, from, Math.min(memory.length, from + 300_000)),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
        Files.write(image.resolve("pages-2.img"), random(10));
        Files.write(image.resolve("core-1.img"), random(1000));
        Files.createFile(image.resolve("empty.img"));

        // When
        dump.set(DumpProgress.WHOLE);
        ImageSender.Sending sent = sending.get(10, TimeUnit.SECONDS);

        // Then
        assertThat(sent).isEqualTo(new ImageSender.Sent(memory.length + 1010L));
        assertThat(arrived.directory.resolve("pages-1.img")).hasBinaryContent(memory);
        assertThat(arrived.directory.resolve("core-1.img")).hasSize(1000);
        assertThat(arrived.directory.resolve("empty.img")).isEmptyFile();
        assertThat(arrived.outcome.get(1, TimeUnit.SECONDS)).isEqualTo("received " + (memory.length + 1010));
    }

    @Test
    void aDumpThatFailsLeavesAnImageThatIsNeverUsed() throws Exception {
        // Given
        Files.write(image.resolve("pages-1.img"), random(MEBIBYTE));
        // When
        ImageSender.Sending sent = connected().send("c", image, () -> DumpProgress.ABANDONED, ignored -> {});
        // Then
        assertThat(reason(sent)).isEqualTo("ImageIncomplete");
        assertThat(arrived.outcome.get(5, TimeUnit.SECONDS)).isEqualTo("ImageIncomplete");
    }

    @Test
    void oneBitThatChangedOnTheWayIsFound() throws Exception {
        // Given
        try (SocketChannel socket = introduced()) {
            byte[] frame = bytes(2, ByteBuffer.wrap(random(5000)));
            frame[2500] ^= 4;
            // When
            socket.write(ByteBuffer.wrap(frame));
            // Then
            assertThat(arrived.outcome.get(5, TimeUnit.SECONDS)).isEqualTo("ImageDamaged");
        }
    }

    @Test
    void anImageThatEndsInsideAFileIsNotTaken() throws Exception {
        // Given
        SocketChannel socket = introduced();
        // When
        socket.close();
        // Then
        assertThat(arrived.outcome.get(5, TimeUnit.SECONDS)).isEqualTo("ImageIncomplete");
    }

    @Test
    void theSenderHearsThatTheTargetsDiskIsFull() throws Exception {
        // Given
        run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", arrived.directory.toString());
        try {
            Files.write(image.resolve("pages-1.img"), random(40 * MEBIBYTE));
            // When
            ImageSender.Sending sent = connected().send("c", image, () -> DumpProgress.WHOLE, ignored -> {});
            // Then
            assertThat(reason(sent)).isEqualTo("ImageSpaceExhausted");
            assertThat(arrived.outcome.get(5, TimeUnit.SECONDS)).isEqualTo("ImageSpaceExhausted");
        } finally {
            run("umount", arrived.directory.toString());
        }
    }

    @Test
    void whoDoesNotKnowTheKeyIsShownTheDoor() throws Exception {
        // Given
        server.expect(arrived);
        // When
        ImageSender.Sending sent = ImageSender.connect(
                        address(), ByteString.copyFrom(random(32)), Duration.ofSeconds(5))
                .send("c", image, () -> DumpProgress.WHOLE, ignored -> {});
        // Then
        assertThat(reason(sent)).isEqualTo("PeerUnreachable");
        assertThat(arrived.outcome).isNotDone();
    }

    private ImageSender connected() throws IOException {
        return ImageSender.connect(address(), server.expect(arrived), Duration.ofSeconds(5));
    }

    /** A connection that has shown its key, and begun an image and a file: two frames. */
    private SocketChannel introduced() throws IOException {
        SocketChannel socket = SocketChannel.open(address());
        FrameChannel channel = new FrameChannel(socket);
        channel.write(FrameChannel.Kind.KEY, server.expect(arrived).asReadOnlyByteBuffer());
        channel.write(
                FrameChannel.Kind.MESSAGE,
                message(ImagePart.newBuilder()
                        .setHeader(ImageHeader.newBuilder().setContainerName("c"))));
        channel.write(
                FrameChannel.Kind.MESSAGE,
                message(ImagePart.newBuilder().setFile(FileHeader.newBuilder().setPath("pages-1.img"))));
        return socket;
    }

    private static ByteBuffer message(ImagePart.Builder part) {
        return ByteBuffer.wrap(part.build().toByteArray());
    }

    /** A data frame with this number after {@link #introduced}, as docs/transfer.md describes it. */
    private static byte[] bytes(int kind, ByteBuffer payload) {
        ByteBuffer frame = ByteBuffer.allocate(20 + payload.remaining());
        frame.putInt(payload.remaining()).put((byte) kind).put(new byte[3]).putLong(3);
        var checksum = new java.util.zip.CRC32C();
        checksum.update(frame.duplicate().flip());
        checksum.update(payload.duplicate());
        frame.putInt((int) checksum.getValue()).put(payload);
        return frame.array();
    }

    private InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
    }

    private static String reason(ImageSender.Sending sending) {
        return sending instanceof ImageSender.NotSent(Trouble trouble)
                ? trouble.reason().code()
                : sending.toString();
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static void run(String... command) throws Exception {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }

    /** Takes one image and remembers what became of it. */
    private static final class Arrived implements ImageRecipient {

        private final Path directory;
        private final CompletableFuture<String> outcome = new CompletableFuture<>();

        private Arrived(Path directory) {
            this.directory = directory;
        }

        @Override
        public Reception receive(String container) {
            return new Reception.Expected(directory);
        }

        @Override
        public void received(String container, long bytes) {
            outcome.complete("received " + bytes);
        }

        @Override
        public void notReceived(Trouble trouble) {
            outcome.complete(trouble.reason().code());
        }
    }
}
