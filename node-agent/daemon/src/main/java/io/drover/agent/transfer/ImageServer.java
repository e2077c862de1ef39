package io.drover.agent.transfer;

import com.google.protobuf.ByteString;
import io.drover.agent.node.LogKeys;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The port where images come in. It takes only connections that begin with a key that was given out for them, one connection for each
 * key. Thread safe.
 */
public final class ImageServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ImageServer.class);
    private static final int KEY_BYTES = 32;
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);
    private static final Duration LONGEST_INTRODUCTION = Duration.ofSeconds(5);

    private final ServerSocketChannel server;
    private final ExecutorService workers;
    private final ScheduledExecutorService timer;
    private final SecureRandom random = new SecureRandom();
    private final Map<ByteString, Expected> expected = new ConcurrentHashMap<>();
    private final Map<ImageRecipient, ImageArrival> arrivals = new ConcurrentHashMap<>();

    private record Expected(ImageRecipient recipient, long untilNanos) {

        private boolean isLate() {
            return System.nanoTime() - untilNanos > 0;
        }
    }

    private ImageServer(ServerSocketChannel server, ExecutorService workers, ScheduledExecutorService timer) {
        this.server = server;
        this.workers = workers;
        this.timer = timer;
    }

    /** Listens. */
    public static ImageServer start(InetSocketAddress address, ExecutorService workers, ScheduledExecutorService timer)
            throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.bind(address);
        } catch (IOException refused) {
            channel.close();
            throw refused;
        }
        ImageServer started = new ImageServer(channel, workers, timer);
        Thread.ofPlatform().daemon().name("images").start(started::accept);
        return started;
    }

    /** Where it listens. */
    public int port() {
        return server.socket().getLocalPort();
    }

    /** Gives out a key for one connection within two minutes; one that was given out for this recipient before is void, and its connection is ended. */
    public ByteString expect(ImageRecipient recipient) {
        endFor(recipient);
        expected.values().removeIf(Expected::isLate);
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        ByteString given = ByteString.copyFrom(key);
        expected.put(given, new Expected(recipient, System.nanoTime() + LONGEST_WAIT.toNanos()));
        return given;
    }

    /** Takes nothing more for this recipient. */
    public void endFor(ImageRecipient recipient) {
        expected.values().removeIf(one -> one.recipient().equals(recipient));
        ImageArrival arrival = arrivals.remove(recipient);
        if (arrival != null) {
            arrival.end();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        arrivals.values().forEach(ImageArrival::end);
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                SocketChannel connection = server.accept();
                workers.execute(() -> take(connection));
            } catch (ClosedChannelException closed) {
                return;
            } catch (IOException refused) {
                LOG.atWarn().addKeyValue(LogKeys.DETAIL, refused).log("an image connection could not be accepted");
            }
        }
    }

    private void take(SocketChannel connection) {
        try (FrameChannel channel = new FrameChannel(connection)) {
            ScheduledFuture<?> late =
                    timer.schedule(() -> closed(channel), LONGEST_INTRODUCTION.toMillis(), TimeUnit.MILLISECONDS);
            FrameChannel.Frame first = channel.read();
            late.cancel(false);
            Expected wanted = expected.remove(key(first));
            if (wanted == null || wanted.isLate()) {
                LOG.atWarn()
                        .addKeyValue(LogKeys.ADDRESS, connection.getRemoteAddress())
                        .log("images nobody expects");
                return;
            }
            ImageRecipient recipient = wanted.recipient();
            ImageArrival arrival = new ImageArrival(recipient, channel);
            arrivals.put(recipient, arrival);
            try {
                arrival.take();
            } finally {
                arrivals.remove(recipient, arrival);
            }
        } catch (IOException broken) {
            LOG.atInfo().addKeyValue(LogKeys.DETAIL, broken).log("an image connection broke");
        }
    }

    private static ByteString key(FrameChannel.Frame frame) {
        ByteBuffer payload = frame.payload();
        return frame.kind() == FrameChannel.Kind.KEY && payload.remaining() == KEY_BYTES
                ? ByteString.copyFrom(payload)
                : ByteString.EMPTY;
    }

    private static void closed(FrameChannel channel) {
        try {
            channel.close();
        } catch (IOException refused) {
            LOG.atInfo().addKeyValue(LogKeys.DETAIL, refused).log("an image connection could not be closed");
        }
    }
}
