package io.drover.agent.transfer;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import io.drover.agent.api.v1.ImageHeader;
import io.drover.agent.api.v1.ImagePart;
import io.drover.agent.api.v1.ImageReceipt;
import io.drover.agent.api.v1.ImageTrailer;
import io.drover.agent.node.Polling;
import io.drover.agent.node.Trouble;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/** Sends the images of one migration over one connection. Holds one chunk in memory. One thread sends; any may give up. */
public final class ImageSender implements AutoCloseable {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(2);

    private final FrameChannel channel;
    private final ByteBuffer chunk = ByteBuffer.allocateDirect(FrameChannel.LONGEST);
    private volatile boolean givenUp;
    private long bytes;

    private ImageSender(FrameChannel channel) {
        this.channel = channel;
    }

    /**
     * Connects to an {@link ImageServer}.
     *
     * @param key that it gave out
     */
    public static ImageSender connect(InetSocketAddress address, ByteString key, Duration atMost) throws IOException {
        SocketChannel socket = SocketChannel.open();
        try {
            socket.socket().connect(address, Math.toIntExact(atMost.toMillis()));
            FrameChannel channel = new FrameChannel(socket);
            channel.write(FrameChannel.Kind.KEY, key.asReadOnlyByteBuffer());
            return new ImageSender(channel);
        } catch (IOException refused) {
            socket.close();
            throw refused;
        }
    }

    /** What became of an image. */
    public sealed interface Sending {}

    /** The other side has it complete and verified. */
    public record Sent(long bytes) implements Sending {}

    /** The other side has no usable image. */
    public record NotSent(Trouble trouble) implements Sending {}

    /**
     * Sends everything below the directory; begins while it is being filled.
     *
     * @param dump asked again and again until the directory is whole
     * @param progress hears the bytes of this image that were sent so far
     */
    public Sending send(String container, Path directory, Supplier<DumpProgress> dump, LongConsumer progress) {
        bytes = 0;
        try {
            tell(ImagePart.newBuilder()
                    .setHeader(ImageHeader.newBuilder().setContainerName(container))
                    .build());
            try (SentFiles files = new SentFiles(directory, new Content(progress))) {
                return send(files, dump);
            }
        } catch (FileUnreadable unreadable) {
            close();
            return new NotSent(new Trouble(TransferReason.IMAGE_IO, String.valueOf(unreadable.getMessage())));
        } catch (IOException broken) {
            Sending lost = lost(broken);
            close();
            return lost;
        }
    }

    private Sending send(SentFiles files, Supplier<DumpProgress> dump) throws IOException {
        DumpProgress known = dump.get();
        while (known == DumpProgress.GROWING && !refused()) {
            if (!files.sendGrown()) {
                Polling.pause(BETWEEN_LOOKS);
            }
            known = dump.get();
        }
        if (known == DumpProgress.ABANDONED) {
            close();
            return new NotSent(new Trouble(TransferReason.IMAGE_INCOMPLETE, "the dump did not come to its end"));
        }
        if (!refused() && files.sendAll()) {
            tell(ImagePart.newBuilder()
                    .setTrailer(
                            ImageTrailer.newBuilder().setFiles(files.count()).setBytes(bytes))
                    .build());
        }
        return receipt();
    }

    /** Ends the connection, and thereby a {@link #send} in another thread. */
    @Override
    public void close() {
        givenUp = true;
        try {
            channel.close();
        } catch (IOException ignored) {
            // There is nothing else to be done about it.
        }
    }

    private Sending lost(IOException broken) {
        try {
            // The other side may have told why before it ended the connection.
            return channel.hasCome() ? receipt() : unreachable(broken);
        } catch (IOException nothing) {
            return unreachable(broken);
        }
    }

    private Sending unreachable(IOException broken) {
        String what = "the connection broke after " + bytes + " bytes: " + broken;
        return new NotSent(new Trouble(TransferReason.PEER_UNREACHABLE, what));
    }

    private Sending receipt() throws IOException {
        try {
            ImageReceipt receipt = ImageReceipt.parseFrom(channel.read().payload());
            return receipt.hasFailure()
                    ? new NotSent(new Trouble(
                            new PeerReason(receipt.getFailure().getReason()),
                            receipt.getFailure().getMessage()))
                    : new Sent(receipt.getBytes());
        } catch (EOFException ended) {
            return new NotSent(
                    new Trouble(TransferReason.PEER_UNREACHABLE, "the connection was ended without a receipt"));
        }
    }

    private boolean refused() throws IOException {
        return givenUp || channel.hasCome();
    }

    private void tell(MessageLite message) throws IOException {
        channel.write(FrameChannel.Kind.MESSAGE, ByteBuffer.wrap(message.toByteArray()));
    }

    /** A file of this side could not be read: not the connection's trouble. */
    static final class FileUnreadable extends IOException {
        private static final long serialVersionUID = 1L;

        FileUnreadable(IOException cause) {
            super(cause.toString(), cause);
        }
    }

    /** Where the files' parts go. */
    final class Content {

        private final LongConsumer progress;

        private Content(LongConsumer progress) {
            this.progress = progress;
        }

        void part(ImagePart part) throws IOException {
            tell(part);
        }

        /** The buffer to read into; {@link #chunk} sends it. */
        ByteBuffer buffer() {
            return chunk.clear();
        }

        /** Sends what was read into the buffer. */
        void chunk() throws IOException {
            int length = chunk.flip().remaining();
            channel.write(FrameChannel.Kind.DATA, chunk);
            bytes += length;
            progress.accept(bytes);
        }

        /** Whether the other side has answered already: it takes no more. */
        boolean isRefused() throws IOException {
            return refused();
        }
    }
}
