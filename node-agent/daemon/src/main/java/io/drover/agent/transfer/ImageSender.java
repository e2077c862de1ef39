package io.drover.agent.transfer;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.drover.agent.api.v1.FileHeader;
import io.drover.agent.api.v1.FileTrailer;
import io.drover.agent.api.v1.ImageChunk;
import io.drover.agent.api.v1.ImageHeader;
import io.drover.agent.api.v1.ImageReceipt;
import io.drover.agent.api.v1.ImageTrailer;
import io.drover.agent.node.Trouble;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/** Sends one image directory over one call. Holds a few chunks in memory, whatever the image's size; one thread. */
public final class ImageSender {

    private static final int CHUNK = 1 << 20;

    private final BlockingClientCall<ImageChunk, ImageReceipt> call;
    private final BooleanSupplier stop;
    private final LongConsumer progress;
    private long bytes;
    private int files;

    /**
     * @param call just opened, with a deadline
     * @param stop looked at before each chunk: true gives up
     * @param progress hears the bytes sent so far
     */
    public ImageSender(BlockingClientCall<ImageChunk, ImageReceipt> call, BooleanSupplier stop, LongConsumer progress) {
        this.call = call;
        this.stop = stop;
        this.progress = progress;
    }

    /** What became of an image. */
    public sealed interface Sending {}

    /** The other side has it complete and verified. */
    public record Sent(long bytes) implements Sending {}

    /** The other side has no usable image. */
    public record NotSent(Trouble trouble) implements Sending {}

    /** Sends everything below the directory. */
    public Sending send(ImageHeader header, Path directory) {
        try {
            boolean open = write(ImageChunk.newBuilder().setHeader(header).build());
            for (Path file : regularFiles(directory)) {
                open = open && send(directory, file);
            }
            if (open) {
                write(ImageChunk.newBuilder()
                        .setTrailer(ImageTrailer.newBuilder().setFiles(files).setBytes(bytes))
                        .build());
                call.halfClose();
            }
            return receipt();
        } catch (GivenUp given) {
            call.cancel("given up", null);
            return new NotSent(new Trouble(TransferReason.IMAGE_INCOMPLETE, "given up after " + bytes + " bytes"));
        } catch (IOException unreadable) {
            call.cancel("unreadable", unreadable);
            return new NotSent(new Trouble(TransferReason.IMAGE_IO, unreadable.toString()));
        } catch (StatusException lost) {
            return new NotSent(new Trouble(
                    TransferReason.PEER_UNREACHABLE, lost.getStatus().toString()));
        } catch (InterruptedException interrupted) {
            call.cancel("interrupted", interrupted);
            Thread.currentThread().interrupt();
            return new NotSent(new Trouble(TransferReason.IMAGE_INCOMPLETE, "interrupted"));
        }
    }

    private Sending receipt() throws InterruptedException, StatusException {
        ImageReceipt receipt = call.read();
        if (receipt == null) {
            return new NotSent(new Trouble(TransferReason.PEER_UNREACHABLE, "the call ended without a receipt"));
        }
        if (receipt.hasFailure()) {
            return new NotSent(new Trouble(
                    new PeerReason(receipt.getFailure().getReason()),
                    receipt.getFailure().getMessage()));
        }
        return new Sent(receipt.getBytes());
    }

    private boolean send(Path directory, Path file) throws IOException, InterruptedException, StatusException, GivenUp {
        boolean open = write(ImageChunk.newBuilder()
                .setFile(FileHeader.newBuilder()
                        .setPath(directory.relativize(file).toString())
                        .setMode(0600))
                .build());
        MessageDigest digest = ImageReceiver.sha256();
        long length = 0;
        try (InputStream in = Files.newInputStream(file)) {
            while (open) {
                byte[] buffer = in.readNBytes(CHUNK);
                if (buffer.length == 0) {
                    break;
                }
                // The buffer is not written to again.
                open = write(ImageChunk.newBuilder()
                        .setData(UnsafeByteOperations.unsafeWrap(buffer))
                        .build());
                digest.update(buffer);
                length += buffer.length;
                bytes += buffer.length;
                progress.accept(bytes);
            }
        }
        files++;
        return open
                && write(ImageChunk.newBuilder()
                        .setFileEnd(FileTrailer.newBuilder()
                                .setBytes(length)
                                .setSha256(ByteString.copyFrom(digest.digest())))
                        .build());
    }

    /** False when the other side has ended the call: its receipt says why. */
    private boolean write(ImageChunk chunk) throws InterruptedException, StatusException, GivenUp {
        if (stop.getAsBoolean()) {
            throw new GivenUp();
        }
        return call.write(chunk);
    }

    private static List<Path> regularFiles(Path directory) throws IOException {
        try (var walk = Files.walk(directory)) {
            return walk.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static final class GivenUp extends Exception {
        private static final long serialVersionUID = 1L;
    }
}
