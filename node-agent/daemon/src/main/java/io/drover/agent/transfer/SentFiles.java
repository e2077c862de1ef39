package io.drover.agent.transfer;

import io.drover.agent.api.v1.FileHeader;
import io.drover.agent.api.v1.FileTrailer;
import io.drover.agent.api.v1.ImagePart;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files of one image in the order in which they are sent: those with memory, to which CRIU only appends, while it writes them; all
 * others when the image is whole. Source: criu's documentation of images, {@code pages-N.img}.
 */
final class SentFiles implements AutoCloseable {

    private static final Pattern MEMORY = Pattern.compile("pages-[0-9]+\\.img");

    private final Path directory;
    private final ImageSender.Content content;
    /** Bytes that were sent of each file. */
    private final Map<Path, Long> begun = new HashMap<>();

    private @Nullable FileChannel open;
    private Path fileOfOpen = Path.of("");
    private long lengthOfOpen;

    SentFiles(Path directory, ImageSender.Content content) {
        this.directory = directory;
        this.content = content;
    }

    /** How many were begun. */
    int count() {
        return begun.size();
    }

    /** Sends what the memory files have gained. False when there was nothing. */
    boolean sendGrown() throws IOException {
        List<Path> next =
                regular(file -> MEMORY.matcher(file.getFileName().toString()).matches());
        if (open == null) {
            if (next.isEmpty()) {
                return false;
            }
            begin(next.getFirst());
        }
        long before = lengthOfOpen;
        // A part of a chunk: the writer is at work, and small chunks cost as much as large ones.
        while (sendChunk() == FrameChannel.LONGEST) {
            if (content.isRefused()) {
                return true;
            }
        }
        if (lengthOfOpen == before && !next.isEmpty() && !begun.containsKey(next.getFirst())) {
            finish();
        }
        return lengthOfOpen > before;
    }

    /** Sends all that is left, when nothing changes any more. False when the other side has refused the image. */
    boolean sendAll() throws IOException {
        List<Path> rest = regular(file -> true);
        if (open != null && !sendRest()) {
            return false;
        }
        for (Path file : rest) {
            begin(file);
            if (!sendRest()) {
                return false;
            }
        }
        for (Map.Entry<Path, Long> sent : begun.entrySet()) {
            if (Files.size(sent.getKey()) != sent.getValue()) {
                throw new ImageSender.FileUnreadable(new IOException(sent.getKey() + " has " + Files.size(sent.getKey())
                        + " bytes, " + sent.getValue() + " were sent when it seemed complete"));
            }
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        if (open != null) {
            open.close();
            open = null;
        }
    }

    private void begin(Path file) throws IOException {
        try {
            open = FileChannel.open(file);
        } catch (IOException unreadable) {
            throw new ImageSender.FileUnreadable(unreadable);
        }
        fileOfOpen = file;
        lengthOfOpen = 0;
        begun.put(file, 0L);
        content.part(ImagePart.newBuilder()
                .setFile(FileHeader.newBuilder()
                        .setPath(directory.relativize(file).toString()))
                .build());
    }

    private boolean sendRest() throws IOException {
        while (sendChunk() > 0) {
            if (content.isRefused()) {
                return false;
            }
        }
        finish();
        return true;
    }

    private int sendChunk() throws IOException {
        int read = read();
        if (read > 0) {
            lengthOfOpen += read;
            content.chunk();
        }
        return read;
    }

    private int read() throws IOException {
        FileChannel file = open;
        if (file == null) {
            return -1;
        }
        try {
            return file.read(content.buffer());
        } catch (IOException unreadable) {
            throw new ImageSender.FileUnreadable(unreadable);
        }
    }

    private void finish() throws IOException {
        close();
        begun.put(fileOfOpen, lengthOfOpen);
        content.part(ImagePart.newBuilder()
                .setFileEnd(FileTrailer.newBuilder().setBytes(lengthOfOpen))
                .build());
    }

    /** Files that were not begun. */
    private List<Path> regular(Predicate<Path> wanted) throws IOException {
        try (Stream<Path> walk = Files.walk(directory)) {
            return walk.filter(Files::isRegularFile)
                    .filter(wanted)
                    .filter(file -> !begun.containsKey(file))
                    .sorted()
                    .toList();
        } catch (IOException | java.io.UncheckedIOException unreadable) {
            throw new ImageSender.FileUnreadable(
                    unreadable instanceof IOException cause ? cause : new IOException(unreadable));
        }
    }
}
