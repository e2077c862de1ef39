package io.drover.agent.transfer;

import io.drover.agent.api.v1.FileHeader;
import io.drover.agent.api.v1.FileTrailer;
import io.drover.agent.api.v1.ImagePart;
import io.drover.agent.api.v1.ImageTrailer;
import io.drover.agent.node.Trouble;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes one image from its parts and verifies that it is complete; that each part is as it was sent is the connection's to verify. One
 * thread at a time; after the first trouble every later part is refused with the same.
 */
public final class ImageReceiver implements AutoCloseable {

    private final Path directory;
    private @Nullable FileChannel file;
    private long bytesOfFile;
    private long bytes;
    private int files;
    private boolean complete;
    private @Nullable Trouble trouble;

    /** @param directory exists and is empty */
    public ImageReceiver(Path directory) {
        this.directory = directory;
    }

    /** Takes a part after the header that is no data. */
    public Optional<Trouble> take(ImagePart part) {
        return guarded(() -> taken(part));
    }

    /** Takes content of the file that was begun last. */
    public Optional<Trouble> data(ByteBuffer data) {
        return guarded(() -> write(data));
    }

    private interface Work {
        Optional<Trouble> run() throws IOException;
    }

    private Optional<Trouble> guarded(Work work) {
        if (trouble == null) {
            try {
                trouble = complete
                        ? malformed("something follows the trailer").get()
                        : work.run().orElse(null);
            } catch (IOException refused) {
                trouble = ofWriting(refused);
            }
        }
        return Optional.ofNullable(trouble);
    }

    /** What is wrong with the image when no chunk follows; empty means complete and verified. */
    public Optional<Trouble> end() {
        if (trouble == null && !complete) {
            trouble = new Trouble(
                    TransferReason.IMAGE_INCOMPLETE,
                    "the stream ended after " + files + " files and " + bytes + " bytes without a trailer");
        }
        return Optional.ofNullable(trouble);
    }

    /** Whether everything has come and was verified. */
    boolean isComplete() {
        return complete;
    }

    /** Bytes of file content so far. */
    public long bytes() {
        return bytes;
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
            file = null;
        }
    }

    private Optional<Trouble> taken(ImagePart part) throws IOException {
        return switch (part.getPartCase()) {
            case FILE -> begin(part.getFile());
            case FILE_END -> finish(part.getFileEnd());
            case TRAILER -> check(part.getTrailer());
            case HEADER -> malformed("a second header");
            case PART_NOT_SET -> malformed("an empty part");
        };
    }

    private Optional<Trouble> begin(FileHeader header) throws IOException {
        if (file != null) {
            return malformed("a file begins inside another");
        }
        Path path = directory.resolve(header.getPath()).normalize();
        if (header.getPath().isEmpty() || path.equals(directory) || !path.startsWith(directory)) {
            return malformed("the path \"" + header.getPath() + "\" leaves the image directory");
        }
        Files.createDirectories(path.getParent());
        file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        bytesOfFile = 0;
        return Optional.empty();
    }

    private Optional<Trouble> write(ByteBuffer data) throws IOException {
        if (file == null) {
            return malformed("data outside of a file");
        }
        bytesOfFile += data.remaining();
        bytes += data.remaining();
        while (data.hasRemaining()) {
            file.write(data);
        }
        return Optional.empty();
    }

    private Optional<Trouble> finish(FileTrailer end) throws IOException {
        if (file == null) {
            return malformed("a file ends that did not begin");
        }
        close();
        files++;
        if (end.getBytes() != bytesOfFile) {
            return damaged("file " + files + " has " + bytesOfFile + " bytes, the sender counted " + end.getBytes());
        }
        return Optional.empty();
    }

    private Optional<Trouble> check(ImageTrailer trailer) {
        if (file != null) {
            return malformed("the trailer comes inside a file");
        }
        if (trailer.getFiles() != files || trailer.getBytes() != bytes) {
            return damaged("the image has " + files + " files and " + bytes + " bytes, the sender counted "
                    + trailer.getFiles() + " and " + trailer.getBytes());
        }
        complete = true;
        return Optional.empty();
    }

    private static Optional<Trouble> malformed(String what) {
        return Optional.of(new Trouble(TransferReason.STREAM_MALFORMED, what));
    }

    private static Optional<Trouble> damaged(String what) {
        return Optional.of(new Trouble(TransferReason.IMAGE_DAMAGED, what));
    }

    static Trouble ofWriting(IOException refused) {
        String message = refused.toString();
        return message.contains("No space left on device") || message.contains("Disk quota exceeded")
                ? new Trouble(TransferReason.IMAGE_SPACE_EXHAUSTED, message)
                : new Trouble(TransferReason.IMAGE_IO, message);
    }
}
