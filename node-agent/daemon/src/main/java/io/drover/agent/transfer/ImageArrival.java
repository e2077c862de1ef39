package io.drover.agent.transfer;

import io.drover.agent.api.v1.ImagePart;
import io.drover.agent.api.v1.ImageReceipt;
import io.drover.agent.node.LogKeys;
import io.drover.agent.node.Trouble;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The images of one migration as they come over one connection, on the thread that calls {@link #take}. */
final class ImageArrival {

    private static final Logger LOG = LoggerFactory.getLogger(ImageArrival.class);

    private final ImageRecipient recipient;
    private final FrameChannel channel;
    private @Nullable ImageReceiver receiver;
    private String container = "";

    ImageArrival(ImageRecipient recipient, FrameChannel channel) {
        this.recipient = recipient;
        this.channel = channel;
    }

    /** Takes images until the other side ends the connection, or one of them cannot be taken. */
    void take() throws IOException {
        try {
            while (true) {
                FrameChannel.Frame frame = channel.read();
                Optional<Trouble> trouble = taken(frame);
                if (trouble.isPresent()) {
                    refuse(trouble.get());
                    return;
                }
            }
        } catch (EOFException ended) {
            if (receiver != null) {
                notReceived(receiver.end().orElseThrow());
            }
        } catch (FrameChannel.Damaged damaged) {
            refuse(new Trouble(TransferReason.IMAGE_DAMAGED, String.valueOf(damaged.getMessage())));
        } catch (IOException broken) {
            notReceived(new Trouble(TransferReason.IMAGE_INCOMPLETE, "the connection broke: " + broken));
        } finally {
            close();
        }
    }

    /** Ends the connection, from any thread. */
    void end() {
        try {
            channel.close();
        } catch (IOException refused) {
            LOG.atInfo().addKeyValue(LogKeys.DETAIL, refused).log("an image connection could not be closed");
        }
    }

    private Optional<Trouble> taken(FrameChannel.Frame frame) throws IOException {
        return switch (frame.kind()) {
            case KEY -> Optional.of(new Trouble(TransferReason.STREAM_MALFORMED, "a second key"));
            case DATA -> receiver == null ? nothingBegun() : receiver.data(frame.payload());
            case MESSAGE -> {
                ImagePart part = ImagePart.parseFrom(frame.payload());
                yield part.hasHeader()
                        ? begin(part.getHeader().getContainerName())
                        : receiver == null
                                ? nothingBegun()
                                : receiver.take(part).or(this::whenComplete);
            }
        };
    }

    private Optional<Trouble> begin(String name) {
        if (receiver != null) {
            return Optional.of(new Trouble(TransferReason.STREAM_MALFORMED, "a header inside an image"));
        }
        container = name;
        return switch (recipient.receive(name)) {
            case ImageRecipient.Reception.Refused(Trouble trouble) -> Optional.of(trouble);
            case ImageRecipient.Reception.Expected(var directory) -> {
                receiver = new ImageReceiver(directory);
                yield Optional.empty();
            }
        };
    }

    private Optional<Trouble> whenComplete() {
        ImageReceiver now = receiver;
        if (now != null && now.isComplete()) {
            long bytes = now.bytes();
            receiver = null;
            recipient.received(container, bytes);
            answer(ImageReceipt.newBuilder().setBytes(bytes).build());
        }
        return Optional.empty();
    }

    private void refuse(Trouble trouble) throws IOException {
        close();
        notReceived(trouble);
        answer(ImageReceipt.newBuilder().setFailure(trouble.in("TRANSFER")).build());
        channel.drain();
    }

    private void answer(ImageReceipt receipt) {
        try {
            channel.write(FrameChannel.Kind.MESSAGE, ByteBuffer.wrap(receipt.toByteArray()));
        } catch (IOException gone) {
            // Whoever does not hear of it asks the target's state.
            LOG.atInfo().addKeyValue(LogKeys.DETAIL, gone).log("a receipt could not be sent");
        }
    }

    private void notReceived(Trouble trouble) {
        LOG.atWarn()
                .addKeyValue(LogKeys.CONTAINER, container)
                .addKeyValue(LogKeys.REASON, trouble.reason().code())
                .addKeyValue(LogKeys.DETAIL, trouble.message())
                .log("image refused");
        recipient.notReceived(trouble);
    }

    private static Optional<Trouble> nothingBegun() {
        return Optional.of(new Trouble(TransferReason.STREAM_MALFORMED, "the image does not begin with a header"));
    }

    private void close() {
        if (receiver != null) {
            try {
                receiver.close();
            } catch (IOException refused) {
                LOG.atWarn().addKeyValue(LogKeys.DETAIL, refused).log("an image file could not be closed");
            }
            receiver = null;
        }
    }
}
