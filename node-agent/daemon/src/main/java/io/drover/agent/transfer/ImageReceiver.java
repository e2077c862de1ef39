package io.drover.agent.transfer;

import io.drover.agent.api.v1.FileHeader;
import io.drover.agent.api.v1.FileTrailer;
import io.drover.agent.api.v1.ImageChunk;
import io.drover.agent.api.v1.ImageTrailer;
import io.drover.agent.node.Trouble;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes one image from its chunks and verifies it. Holds one chunk in memory. One thread at a time; after the first trouble every later
 * chunk is refused with the same.
 */
public final class ImageReceiver implements AutoCloseable {

    private final Path directory;
    private final MessageDigest digest = sha256();
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

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("this Java runtime has no SHA-256", missing);
        }
    }

    /** Takes a chunk after the header. */
    public Optional<Trouble> take(ImageChunk chunk) {
        if (trouble == null) {
            try {
                trouble = taken(chunk).orElse(null);
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

    private Optional<Trouble> taken(ImageChunk chunk) throws IOException {
        if (complete) {
            return malformed("something follows the trailer");
        }
        return switch (chunk.getPartCase()) {
            case FILE -> begin(chunk.getFile());
            case DATA -> write(chunk.getData().asReadOnlyByteBuffer());
            case FILE_END -> finish(chunk.getFileEnd());
            case TRAILER -> check(chunk.getTrailer());
            case HEADER -> malformed("a second header");
            case PART_NOT_SET -> malformed("an empty chunk");
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
        digest.reset();
        bytesOfFile = 0;
        return Optional.empty();
    }

    private Optional<Trouble> write(ByteBuffer data) throws IOException {
        if (file == null) {
            return malformed("data outside of a file");
        }
        digest.update(data.duplicate());
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
        if (!MessageDigest.isEqual(digest.digest(), end.getSha256().toByteArray())) {
            return damaged("file " + files + " has another SHA-256 than the sender computed");
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
